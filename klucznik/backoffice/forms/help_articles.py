"""What staff fill in about a help article beside its words, and how they narrow the list of articles down."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.backoffice.forms.help_fields import PagesField, RelatedField
from klucznik.backoffice.forms.searching import SearchForm
from klucznik.backoffice.queries.help import Where
from klucznik.catalog.models import Category, Product
from klucznik.core.forms import ActionForm, LineField, offer
from klucznik.help.models import LANGUAGES, Article
from klucznik.help.reading import LONGEST_KEY, RESERVED

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def programs() -> list[tuple[str, list[tuple[str, str]]]]:
    """Programs of the catalog by line, as grouped choices."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for product in Product.objects.programs().select_related("line"):
        groups.setdefault(product.line.name, []).append((product.code, product.name))
    return list(groups.items())


def categories() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in Category.objects.all()]


class ArticleFilterForm(SearchForm):
    """Finds articles."""

    where = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *Where.choices]
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    product = forms.ChoiceField(label=_("Program"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        every = ("", _("all"))
        offer(self, "category", [every, *categories()])
        offer(self, "product", [every, *programs()])

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that are set; a wrong one filters nothing."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in ("where", "category", "product")}
        return given | {"words": self.text}


class AboutForm(ActionForm):
    """The facts about an article that are the same in both languages."""

    number = forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=999_999,
        help_text=_("Its short link: /help/101/."),
        widget=forms.NumberInput(attrs={"class": "input--short", "inputmode": "numeric"}),
    )
    key = LineField(
        label=_("Address"),
        max_length=LONGEST_KEY,
        help_text=_(
            "Small letters without diacritics, digits and hyphens, for example create-account. It stays."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    category = forms.ChoiceField(
        label=_("Category"), error_messages={"required": _("Choose a category.")}
    )
    products = forms.MultipleChoiceField(
        label=_("Programs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: the article is about the portal itself."),
    )
    related = RelatedField(
        label=_("Related articles"),
        required=False,
        help_text=_("Numbers or addresses, with commas: 101, activate-account."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    pages = PagesField(
        label=_("Pages that offer it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "One name of a page on each line, the most fitting first: members:invite, or members:* for a group."
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = [("", _("choose")), *categories()]
        offer(self, "category", chosen)
        offer(self, "products", programs())

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not KEY.fullmatch(key) or key.isdecimal():
            raise ValidationError(
                _(
                    "An address has small letters a–z, digits and single hyphens, and at least one letter."
                )
            )
        if key in RESERVED:
            raise ValidationError(_("The help centre itself uses this address."))
        return key

    def clean_category(self) -> Category:
        return Category.objects.get(code=self.cleaned_data["category"])

    def clean_products(self) -> list[Product]:
        return list(Product.objects.filter(code__in=self.cleaned_data["products"]))


def about(article: Article) -> dict[str, Any]:
    """What the form shows of an article at first."""
    return {
        "number": article.number,
        "key": article.key,
        "category": article.category.code,
        "products": [one.code for one in article.products.all()],
        "related": list(article.related.all()),
        "pages": article.pages,
    }


class NewArticleForm(AboutForm):
    """An article begins with its title in one language."""

    title = LineField(
        label=pgettext_lazy("article", "Title"),
        max_length=160,
        help_text=_("As a reader would ask or look for it."),
    )
    language = forms.ChoiceField(
        label=_("Language that you write first"),
        choices=[
            ("pl", pgettext_lazy("language", "Polish")),
            ("en", pgettext_lazy("language", "English")),
        ],
        initial=LANGUAGES[0],
    )
    keywords = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    field_order = ("title", "language", "key", "number", "category", "products")

    def clean_keywords(self) -> list[str]:
        word = self.cleaned_data["keywords"].strip()
        return [word] if word else []
