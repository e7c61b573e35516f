"""How the list of products is narrowed, and what people say and type about a license."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.companies.forms import TaxIdField
from klucznik.companies.registries import has_registry, registry
from klucznik.core.forms import ActionForm, LineField
from klucznik.licensing.terms import Statement


class LicenseFilter(forms.Form):
    """Which licenses to show; a wrong filter shows all."""

    STATES = [
        ("", _("all")),
        ("current", _("current")),
        ("attention", _("need attention")),
        ("ended", _("ended")),
    ]

    state = forms.ChoiceField(label=_("Show"), choices=STATES, required=False)
    product = forms.SlugField(required=False)
    name = LineField(max_length=80, required=False)

    @property
    def wanted(self) -> dict[str, str]:
        """What queries.narrowed() takes."""
        given = self.cleaned_data if self.is_valid() else {}
        return {
            "state": given.get("state", ""),
            "product": given.get("product", ""),
            "words": given.get("name", ""),
        }


class LicenseSearch(forms.Form):
    """The name of a product or the whole number of a license."""

    words = LineField(max_length=80, required=False)


class RegistrationForm(ActionForm):
    """The statements, each with a tick of its own, and what the vendor likes to know."""

    license_terms = forms.BooleanField(
        label=Statement.LICENSE_TERMS.label,
        error_messages={"required": _("Read the license terms and accept them.")},
    )
    subscription_information = forms.BooleanField(
        label=Statement.SUBSCRIPTION_INFORMATION.label,
        error_messages={"required": _("Read what the subscription brings and confirm it.")},
    )
    data_processing = forms.BooleanField(
        label=Statement.DATA_PROCESSING.label,
        error_messages={"required": _("Read how the data is processed and confirm it.")},
    )
    seller = LineField(label=_("Seller"), max_length=120, required=False)
    place_of_use = LineField(
        label=_("Place of use"),
        max_length=200,
        required=False,
        help_text=_("If the program is used elsewhere than at the address of the company."),
    )

    def clean(self) -> dict[str, Any]:
        """The ticks become the list of what was stated."""
        cleaned = super().clean() or {}
        ticked = [one.value for one in Statement if cleaned.pop(one.value, False)]
        return cleaned | {"statements": ticked}


class TermsForm(ActionForm):
    """The terms of an application, accepted in the version that was on the page."""

    version = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    accepted = forms.BooleanField(
        label=_("I have read the terms and accept them for the company"),
        error_messages={"required": _("Read the terms and accept them.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("accepted", None)
        return cleaned


class EntityForm(ActionForm):
    """An entity by its tax ID; the register fills in the name where one is configured."""

    tax_id = TaxIdField(
        label=_("NIP or VATIN"),
        max_length=40,
        help_text=_("It cannot be changed later: another number is another entity."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "data-behaviour": "nip",
                "class": "input--medium",
            }
        ),
    )
    name = LineField(
        label=_("Name of the entity"),
        max_length=200,
        error_messages={"required": _("Enter the name of the entity.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = not has_registry()

    def clean(self) -> dict[str, Any]:
        """A name that was not typed comes from the official register."""
        cleaned = super().clean() or {}
        if cleaned.get("tax_id") and not cleaned.get("name") and not self.errors:
            found = registry().look_up(cleaned["tax_id"])
            if found is None:
                self.add_error("name", _("Enter the name of the entity."))
            else:
                cleaned["name"] = found.name[:200]
        return cleaned


class ConfirmForm(ActionForm):
    """Nothing to type: the button does it."""


class EntityFilter(forms.Form):
    """Which entities to show."""

    q = forms.CharField(required=False, max_length=100)

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""


class RestForm(ActionForm):
    """How much of the license is put to rest."""

    amount = forms.IntegerField(
        label=_("At rest"),
        min_value=0,
        max_value=10_000_000,
        widget=forms.NumberInput(attrs={"class": "input--short", "inputmode": "numeric"}),
    )


class ReceiverForm(forms.Form):
    """To whom a license is to pass."""

    tax_id = TaxIdField(
        label=_("NIP or VATIN of the other company"),
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


class StatementForm(ActionForm):
    """A statement in the words that stand on the page: its hash comes back with the tick."""

    statement = forms.CharField(max_length=64, widget=forms.HiddenInput)
    stated = forms.BooleanField(
        label=_("I state this on behalf of the company"),
        error_messages={"required": _("Read the statement and confirm it.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("stated", None)
        return cleaned


class OfferForm(StatementForm):
    """The offer of a license: to whom, with which words, and the giver's statement."""

    tax_id = TaxIdField(max_length=40, widget=forms.HiddenInput)
    reason = LineField(
        label=_("Words for the other side"),
        max_length=300,
        required=False,
        help_text=_("For example: as agreed in the contract of sale of the business."),
    )
    field_order = ("tax_id", "reason", "statement", "stated")
