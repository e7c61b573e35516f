"""What a person shows or names on the pages of the second step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.passkeys import MOST_CHARACTERS
from klucznik.core.forms import ActionForm, LineField


def code_field(label: Any, hint: Any = "", *, keyboard: str = "text") -> forms.CharField:
    """What a phone's keyboard and a password manager know how to fill in."""
    attrs = {
        "autocomplete": "one-time-code",
        "autocapitalize": "none",
        "inputmode": keyboard,
        "spellcheck": "false",
        "class": "input--medium input--code",
    }
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        error_messages={"required": _("Type the code.")},
        widget=forms.TextInput(attrs=attrs),
    )


class CodeForm(ActionForm):
    """A code of the application or a backup code."""

    code = code_field(
        _("Code"), _("Six digits from the application on your phone, or one of your backup codes.")
    )


class StrongCodeForm(ActionForm):
    """Where a backup code is not enough."""

    code = code_field(
        _("Code"), _("Six digits from the application on your phone."), keyboard="numeric"
    )


class ApplicationForm(ActionForm):
    """Setting up the application: the first code shows that it holds the key."""

    code = code_field(
        _("Code from the application"),
        _("Six digits that the application shows now."),
        keyboard="numeric",
    )


class KeyForm(ActionForm):
    """A browser's answer for a key; js/behaviours/passkey-form.js fills it in."""

    credential = forms.CharField(
        max_length=MOST_CHARACTERS,
        widget=forms.HiddenInput,
        error_messages={"required": _("The browser did not ask the key. Try again.")},
    )


class KeyNameForm(ActionForm):
    """What its owner calls a key."""

    name = LineField(
        label=_("Name of the key"),
        help_text=_(
            "So that you know later which one it is, for example “phone” or “key on the ring”."
        ),
        max_length=60,
        error_messages={"required": _("Give the key a name.")},
    )


class NewKeyForm(KeyNameForm, KeyForm):
    """A new key and its name."""

    field_order = ["name", "credential"]
