"""What people fill in for each letter: what the portal does not know, who signs, and that others are told."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.factor_forms import code_field
from klucznik.companies.forms import TaxIdField
from klucznik.companies.models import Company
from klucznik.core.forms import ActionForm, LineField, offer
from klucznik.core.text import clean_line, no_link
from klucznik.letters.reasons import SHOWN_BY, Capacity, Paper
from klucznik.letters.seats import in_use, restable, whole_of
from klucznik.licensing.models import License
from klucznik.recovery.forms import DeclareForm

PLACE, TELL = _("Place of signing"), _("Without telling them we cannot do it.")


class LetterForm(DeclareForm):
    """Who signs, why, where, in what language; each letter puts its own questions before."""

    own: ClassVar[tuple[str, ...]] = ()
    why: ClassVar[Any] = _("Why do you ask?")
    example: ClassVar[Any] = ""
    tells: ClassVar[Any] = _(
        "I know that the administrators of the company, its contact address and the owner of the account will be "
        "told about this letter."
    )

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company
        self.fields["reason"].label, self.fields["reason"].help_text = self.why, self.example
        self.fields["language"].label = _("Language of the letter")
        self.fields["consent"].label = self.tells
        self.fields["consent"].error_messages["required"] = TELL

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The questions of this letter alone."""
        return [self[name] for name in self.own]

    def clean(self) -> dict[str, Any]:
        """The common part as the signatories and their reason; the letter's own answers beside it."""
        own = {name: self.cleaned_data.get(name) for name in self.own}
        return {**super().clean(), **own}


class OtherAddressForm(LetterForm):
    """Another account of the same person, by its address; any address is taken as it is."""

    own = ("email",)
    why = _("What happened?")
    example = _(
        "For example: the mailbox belonged to a firm that closed, and I forgot the password."
    )
    email = forms.EmailField(
        label=_("Sign-in address of the old account"),
        help_text=_("Exactly as it was. We do not say here whether there is such an account."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class DeathForm(LetterForm):
    """Who has died, and in what capacity somebody carries on."""

    own = ("owner", "capacity", "paper")
    why = _("Anything we should know")
    example = _("A sentence is enough, for example that you carry the business on.")
    tells = _(
        "I know that the present and former administrators and the company's contact address will be told about "
        "this letter."
    )
    owner = LineField(label=_("First and last name of the owner who has died"), max_length=100)
    capacity = forms.ChoiceField(
        label=_("You are"), choices=Capacity.choices, widget=forms.RadioSelect
    )
    paper = forms.ChoiceField(
        label=_("Document that shows it"),
        help_text=_("You will add it to the signed letter. No death certificate is needed."),
        choices=Paper.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function_1"].help_text = _("For example: succession manager, heir, executor.")

    def clean_owner(self) -> str:
        name = clean_line(self.cleaned_data["owner"])
        no_link(name)
        return name

    def clean(self) -> dict[str, Any]:
        """The document has to be one that shows this capacity."""
        given = super().clean()
        capacity, paper = given.get("capacity"), given.get("paper")
        if capacity and paper and paper not in SHOWN_BY[capacity]:
            fitting = ", ".join(str(Paper(one).label) for one in SHOWN_BY[capacity])
            wrong = _("This document does not show it. What does: %(papers)s.")
            self.add_error("paper", forms.ValidationError(wrong, params={"papers": fitting}))
        return given


class TransferForm(LetterForm):
    """Which license, which way, and the other company."""

    own = ("side", "number", "tax_id")
    why = _("Why does the license pass to the other company?")
    example = _("For example: the business was sold together with its programs.")
    tells = _(
        "I know that the administrators and contact addresses of both companies will be told about this letter."
    )
    side = forms.ChoiceField(
        label=_("Your company"),
        choices=[("giver", _("gives the license away")), ("receiver", _("takes the license over"))],
        widget=forms.RadioSelect,
    )
    number = LineField(
        label=_("License number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input--medium"}),
    )
    tax_id = TaxIdField(
        label=_("Tax ID of the other company"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input--medium"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One letter of two companies has two signatures at least."""
        super().__init__(*args, **kwargs)
        for name in ("name_2", "function_2"):
            self.fields[name].required = True
        missing = _("Give somebody who signs for the other company.")
        self.fields["name_2"].error_messages["required"] = missing


class SeatsForm(LetterForm):
    """Which license, and how much of it is to be in use from the next period on."""

    own = ("license", "target")
    why = _("Why?")
    example = _("For example: for the winter fewer people work with the program.")
    tells = _(
        "I know that the present and former administrators and the company's contact address will be told about "
        "this letter."
    )
    license = forms.ChoiceField(label=_("License"))
    target = forms.IntegerField(
        label=_("How many are to be in use from the next period on"),
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.licenses = {one.public_id: one for one in restable(self.company)}
        offer(self, "license", [(key, _in_words(one)) for key, one in self.licenses.items()])

    def clean_license(self) -> License:
        return self.licenses[self.cleaned_data["license"]]


def _in_words(license: License) -> str:
    words = _("%(product)s, %(number)s: %(used)s of %(whole)s in use")
    facts = {"product": license.product.name, "number": license.number_masked}
    return str(words) % {**facts, "used": in_use(license), "whole": whole_of(license)}


class MergeForm(ActionForm):
    """The address of one's other account."""

    email = forms.EmailField(
        label=_("Sign-in address of your other account"),
        help_text=_("A link will go to this mailbox, if there is such an account."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class ConfirmMergeForm(ActionForm):
    """A code of the other account, where it has a second step."""

    code = code_field(
        _("Code of the other account"),
        _("Six digits from the application of the other account, or one of its backup codes."),
    )

    def __init__(self, *args: Any, needs_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_code:
            del self.fields["code"]
