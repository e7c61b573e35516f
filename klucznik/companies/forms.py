"""What people may type about a company."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.fields import MailboxField
from klucznik.companies.errors import DataChangedMeanwhile
from klucznik.companies.fields import CONTACT_FIELDS, data_version
from klucznik.companies.history import LABELS, Wanted
from klucznik.companies.models import Company, FactorDemand
from klucznik.companies.tax_ids import TaxId, WrongTaxId
from klucznik.core.forms import ActionForm, LineField, refused
from klucznik.core.text import clean_line, no_link


class TaxIdField(forms.CharField):
    """A NIP or VATIN in any usual way of writing; its value is a TaxId."""

    default_error_messages = {"required": _("Enter the NIP or VATIN of the company.")}

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return TaxId.parse(typed)
        except WrongTaxId as mistake:
            raise refused(mistake) from mistake


class TaxIdForm(ActionForm):
    """Step one: which company."""

    tax_id = TaxIdField(
        label=_("NIP or VATIN"),
        max_length=40,
        help_text=_(
            "With or without dashes, spaces and the prefix PL. For other EU countries with the letters of the country."
        ),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "data-behaviour": "nip",
                "class": "input--medium",
                "autofocus": True,
            }
        ),
    )


class StatementField(forms.BooleanField):
    """The statement of authority, accepted as a whole."""

    def __init__(self) -> None:
        super().__init__(
            label=_("I have read the statement and I make it"),
            error_messages={"required": _("Read the statement and accept it.")},
        )


class LicenseNumberForm(ActionForm):
    """Step two for a known company: the number of a license it has used, and the statement."""

    license_number = forms.CharField(
        label=_("License number"),
        max_length=60,
        error_messages={
            "required": _("Enter the license number of a product that the company has used.")
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input--code",
            }
        ),
    )
    statement = StatementField()

    def __init__(self, *args: Any, number_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not number_needed:
            del self.fields["license_number"]


class ContactField(MailboxField):
    """A company's own address, or none: notices about its keys go there, so it must read as it is written."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.widget.attrs["autocomplete"] = "email"

    def clean(self, value: Any) -> str:
        return super().clean(value) if str(value or "").strip() else ""


class AddressLinesForm(ActionForm):
    """Name and address of a company, as they are registered."""

    name = LineField(
        label=_("Company name"),
        max_length=200,
        validators=[no_link],
        error_messages={"required": _("Enter the name of the company as it is registered.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    street = LineField(
        label=_("Street and number"),
        max_length=120,
        validators=[no_link],
        error_messages={"required": _("Enter the street and the number.")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = LineField(
        label=_("Postal code"),
        max_length=12,
        validators=[no_link],
        error_messages={"required": _("Enter the postal code.")},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "input--short"}),
    )
    city = LineField(
        label=_("Town"),
        max_length=80,
        validators=[no_link],
        error_messages={"required": _("Enter the town.")},
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )


class CompanyDataForm(AddressLinesForm):
    """Name, address and contact of a company."""

    email = ContactField(label=_("Contact e-mail"), required=False)
    phone = forms.RegexField(
        r"^\+?[\d\s()/\-]{5,30}$",
        label=_("Phone"),
        required=False,
        error_messages={"invalid": _("A phone number has digits, spaces and a plus sign at most.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "class": "input--medium"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Names in one Unicode form, without anything invisible."""
        cleaned = super().clean() or {}
        return {
            name: clean_line(value) if isinstance(value, str) else value
            for name, value in cleaned.items()
        }

    @classmethod
    def of(cls, company: Company, data: Any) -> CompanyDataForm:
        """The form filled with what is known."""
        return cls(data, initial={name: getattr(company, name) for name in CONTACT_FIELDS})


class EditDataForm(CompanyDataForm):
    """The data of a company that is there, with the version that the person has before them."""

    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, company: Company, data: Any) -> EditDataForm:
        known = {name: getattr(company, name) for name in CONTACT_FIELDS}
        return cls(data, initial=known | {"seen": data_version(company)})

    def saved_by_others(self, company: Company) -> list[tuple[str, str]]:
        """After a refusal: each field that holds something else than what was typed, with what is saved there."""
        if not self.has_error(NON_FIELD_ERRORS, DataChangedMeanwhile.code):
            return []
        self.data = {**self.data.dict(), "seen": data_version(company)}  # type: ignore[attr-defined]
        return [
            (str(self.fields[name].label), getattr(company, name))
            for name in CONTACT_FIELDS
            if getattr(company, name) != self.cleaned_data.get(name)
        ]


class NewCompanyForm(CompanyDataForm):
    """Step two for a company that nobody knows."""

    statement = StatementField()


class DayField(forms.DateField):
    """A day as the browser's calendar gives it or as people write it."""

    default_error_messages = {"invalid": _("Write the day like 2026-11-30 or 30.11.2026.")}

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **given)

    def to_python(self, value: Any) -> Any:
        day = super().to_python(value)
        if day is not None and not 1990 <= day.year <= 2200:  # no calendar reckons far beyond
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class HistoryForm(forms.Form):
    """Narrow the history down; a value that means nothing looks for nothing."""

    group = forms.CharField(required=False)
    person = forms.CharField(required=False, max_length=16)
    name = forms.CharField(required=False, max_length=100)
    since = DayField(required=False)
    until = DayField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day is before the first. Swap them."))
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """What was understood of it."""
        self.full_clean()
        group = self.cleaned_data.get("group", "")
        return Wanted(
            group=group if group in LABELS else "",
            person=self.cleaned_data.get("person", ""),
            name=self.cleaned_data.get("name", "").strip(),
            since=self.cleaned_data.get("since"),
            until=self.cleaned_data.get("until"),
        )


class ExportForm(ActionForm):
    """In which form the history is taken out."""

    form = forms.ChoiceField(
        label=_("File"),
        choices=[
            ("csv", _("For a spreadsheet (CSV)")),
            ("json", _("For programs and for verifying (JSON)")),
        ],
        initial="csv",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a file.")},
    )


class CloseForm(ActionForm):
    """Nothing to type: the button closes the company."""


class DemandForm(ActionForm):
    """From whom two-step verification is demanded."""

    demand = forms.ChoiceField(
        label=_("From whom"),
        choices=[
            (FactorDemand.NOBODY, _("Nobody: everybody decides for themselves")),
            (FactorDemand.ADMINISTRATORS, _("Administrators, global and of the company")),
            (FactorDemand.EVERYBODY, _("Everybody in the company")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose from whom.")},
    )
