"""What a person may type or tick about access to products."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.companies.models import Company
from klucznik.core.forms import ActionForm, LinesField
from klucznik.core.text import LINK
from klucznik.members.forms.choices import ProductsField

MOST_WORDS = 300


def no_web_address(value: str) -> None:
    """The words go out by e-mail in our name: nobody else's link travels with them."""
    if LINK.search(value):
        raise forms.ValidationError(
            _("Leave web addresses out: these words are sent by e-mail."), code="link"
        )


class WordsField(LinesField):
    """A few optional words that an e-mail will carry."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            max_length=MOST_WORDS,
            validators=[no_web_address],
            widget=forms.Textarea(attrs={"rows": 3, "maxlength": MOST_WORDS}),
            **options,
        )


class AccessForm(ActionForm):
    """The products that a member may open."""

    products = ProductsField()

    def __init__(self, *args: Any, company: Company, **options: Any) -> None:
        super().__init__(*args, **options)
        products: ProductsField = self.fields["products"]  # type: ignore[assignment]
        products.offer(company)
        self.has_products = bool(products.places)


class AskForm(ActionForm):
    """Why the person needs the product, if they want to say it."""

    reason = WordsField(
        label=_("What do you need it for?"),
        help_text=_("The administrators will read this."),
    )


class DeclineForm(ActionForm):
    """Why not, if the administrator wants to say it."""

    answer = WordsField(
        label=_("Reason of the refusal"),
        help_text=_("The person who asks will read it."),
    )
