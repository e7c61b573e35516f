"""What a claimant types as further evidence."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.core.forms import ActionForm, LineField, offer
from klucznik.declarations.voices import masked

MOST_GROSS = Decimal("1000000000000")


class CodeForm(ActionForm):
    """The code from the message."""

    code = LineField(
        label=_("Code from the message"),
        help_text=_("Eight letters and digits, for example ABCD-EFGH."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "size": 12}
        ),
    )


class AddressForm(ActionForm):
    """To which of the company's addresses the code goes; shown so that only their owners recognize them."""

    key = forms.ChoiceField(label=_("Where the code goes"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, addresses: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, masked(one.email)) for key, one in addresses.items()]
        offer(self, "key", choices)
        field = self.fields["key"]
        if len(choices) == 1:
            field.initial, field.widget = choices[0][0], forms.HiddenInput()


class InvoiceForm(ActionForm):
    """An invoice of the last twelve months."""

    number = LineField(
        label=_("Number of the invoice or order"),
        help_text=_("As it stands on the document, for example ZAM/2026/001234."),
        max_length=60,
    )
    gross = LineField(
        label=_("Gross amount"),
        help_text=_("With tax, for example 1 234,50."),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 12}),
    )

    def clean_gross(self) -> Decimal:
        """With a comma or a dot, with or without spaces and currency."""
        typed = "".join(self.cleaned_data["gross"].split()).lower()
        typed = typed.removesuffix("zł").removesuffix("pln").replace(",", ".")
        try:
            amount = Decimal(typed)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not (amount.is_finite() and 0 < amount < MOST_GROSS):
            raise forms.ValidationError(_("Type the amount as a number, for example 1 234,50."))
        return amount


class NothingToType(ActionForm):
    """The button is the act."""
