"""The two numbers by which a client comes back to the invitation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.companies.forms import TaxIdField
from klucznik.core.forms import ActionForm


class FindShareForm(ActionForm):
    """The NIP of the firm and the number that its office gave it."""

    tax_id = TaxIdField(
        label=_("NIP or VATIN of your company"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "data-behaviour": "nip",
                "class": "input--medium",
            }
        ),
    )
    license_number = forms.CharField(
        label=_("License number"),
        max_length=60,
        help_text=_("The accounting office has it, and it stands in the invitation."),
        error_messages={"required": _("Enter the license number that the office gave you.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input--code",
            }
        ),
    )
