"""What the staff fill in about licenses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product
from klucznik.catalog.rules import in_reader_language
from klucznik.core import clock
from klucznik.core.forms import ActionForm, LineField, LinesField
from klucznik.licensing.extending import extensions_for
from klucznik.licensing.models import License, Period
from klucznik.licensing.terms import Statement

STORED_LANGUAGE = "pl"


def day_input() -> forms.DateInput:
    """A browser's own calendar; it takes a day only in the order year, month, day."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input--medium"})


class Declining(TextChoices):
    """Why a registration is declined; the company reads it."""

    WRONG_COMPANY = "wrong_company", _("The license was sold to another company.")
    NO_PURCHASE = "no_purchase", _("We found no purchase of this license.")
    NO_SCHOOL = "no_school", _("The license is for schools, and nothing shows that you are one.")
    INCOMPLETE = "incomplete", _("Something is missing from the registration.")
    ASKED = "asked", _("You asked us to decline it.")
    OTHER = "other", _("Another reason:")


class NumberForm(ActionForm):
    """One license, by its whole number; the number never becomes a part of an address."""

    number = forms.CharField(
        label=_("License number"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "input--code"}
        ),
    )


class ReasonForm(ActionForm):
    """Why the vendor does this."""

    reason = LinesField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The company reads it."),
    )


class ReasonForBothForm(ReasonForm):
    """Why the vendor ends what an office shares with a client."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].help_text = _("Both companies read it.")


class PeriodForm(ActionForm):
    """Days that are added."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Period.Kind.choices)
    starts_on = forms.DateField(label=pgettext_lazy("day", "From"), widget=day_input())
    ends_on = forms.DateField(
        label=pgettext_lazy("day", "Until"),
        required=False,
        help_text=_("Leave it empty for days without an end."),
        widget=day_input(),
    )
    reference = LineField(label=_("Order or invoice"), max_length=60, required=False)


class ExtensionForm(ActionForm):
    """A part of the program, or by how much the license grows."""

    product: Any = forms.ModelChoiceField(
        label=_("Extension"),
        queryset=Product.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("none: only a bigger size"),
    )
    amount = forms.IntegerField(
        label=_("By how much it grows"),
        min_value=0,
        max_value=1_000_000,
        initial=0,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )
    starts_on = forms.DateField(label=pgettext_lazy("day", "From"), widget=day_input())
    ends_on = forms.DateField(
        label=pgettext_lazy("day", "Until"),
        required=False,
        help_text=_("Leave it empty for days without an end."),
        widget=day_input(),
    )
    reference = LineField(label=_("Order or invoice"), max_length=60, required=False)

    def __init__(self, *args: Any, license: License, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.license = license
        keys = [one.pk for one in extensions_for(license.product)]
        field: Any = self.fields["product"]
        field.queryset = Product.objects.filter(pk__in=keys)

    def clean(self) -> dict[str, Any]:
        """What grows is what the license counts."""
        cleaned = super().clean() or {}
        return cleaned | {"metric": self.license.metric if cleaned.get("amount") else ""}


class IssueForm(ActionForm):
    """A new license of a company."""

    product: Any = forms.ModelChoiceField(
        label=_("Product"),
        queryset=Product.objects.filter(retired_at=None).exclude(kind=Product.Kind.EXTENSION),
        to_field_name="code",
        empty_label=_("choose"),
    )
    amount = forms.IntegerField(
        label=_("Size"),
        min_value=1,
        max_value=1_000_000,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )
    edition = forms.ChoiceField(label=_("Edition"), required=False)
    variant = forms.ChoiceField(
        label=_("Variant"),
        choices=[one for one in License.Variant.choices if one[0] != License.Variant.TRIAL],
    )
    valid_from = forms.DateField(label=_("Valid from"), widget=day_input())
    valid_to = forms.DateField(
        label=pgettext_lazy("license", "Valid until"),
        required=False,
        help_text=_("Leave it empty for a license without an end date."),
        widget=day_input(),
    )
    reference = LineField(label=_("Order or invoice"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"valid_from": clock.today()})
        super().__init__(*args, **kwargs)
        named = {
            one.code: in_reader_language(one.name) or one.code
            for product in Product.objects.filter(retired_at=None)
            for one in product.editions
        }
        field: Any = self.fields["edition"]
        field.choices = [("", _("none")), *sorted(named.items())]


class CardForm(ActionForm):
    """A paper card of registration."""

    seller = LineField(label=_("Seller"), max_length=120, required=False)
    care_partner = LineField(label=_("Care partner"), max_length=120, required=False)
    place_of_use = LineField(label=_("Place of use"), max_length=200, required=False)
    signed = forms.BooleanField(
        label=_("The card is signed, with all statements on it"),
        error_messages={"required": _("Without the signed statements no license is registered.")},
    )

    def clean(self) -> dict[str, Any]:
        """Whoever signs the card makes all statements."""
        cleaned = super().clean() or {}
        cleaned.pop("signed", None)
        return cleaned | {"statements": [one.value for one in Statement], "program": "card"}


class DeclineForm(ActionForm):
    """Why a registration is declined."""

    why = forms.ChoiceField(label=_("Reason"), choices=[("", _("choose")), *Declining.choices])
    words = LinesField(
        label=_("In your words"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The company reads both. What can they do?"),
    )

    def clean(self) -> dict[str, Any]:
        """One text for the company, in the language of most of the vendor's customers."""
        cleaned = super().clean() or {}
        why, words = cleaned.pop("why", ""), cleaned.pop("words", "")
        if why == Declining.OTHER and not words:
            self.add_error("words", gettext("Say the reason in your words."))
        if not why or self.errors:
            return cleaned
        with override(STORED_LANGUAGE):
            label = "" if why == Declining.OTHER else str(Declining(why).label)
        return cleaned | {"reason": f"{label} {words}".strip()}
