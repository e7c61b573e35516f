"""What a person types about a program: the code that it shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klucznik.core.forms import ActionForm, LineField
from klucznik.programs import user_codes


class CodeField(LineField):
    """Eight letters, as anybody writes them down."""

    default_error_messages = {
        "required": _("Type the code that the program shows."),
        "shape": _("A code has eight letters, for example BCDF-GHJK. There are no vowels in it."),
    }

    def clean(self, value: Any) -> str:
        code = user_codes.read(str(super().clean(value)))
        if not code:
            raise ValidationError(self.error_messages["shape"], code="shape")
        return code


class CodeForm(ActionForm):
    """Which program asks."""

    code = CodeField(
        label=_("Code"),
        max_length=40,
        help_text=_("Capitals, small letters, spaces and the dash do not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input--medium input--code",
                "autofocus": True,
            }
        ),
    )
