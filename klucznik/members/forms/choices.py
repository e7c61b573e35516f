"""What forms about members offer to choose: roles and products."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Role
from klucznik.core.forms import ActionForm
from klucznik.members.accesses import taken_places
from klucznik.members.entitlements import openable_products

# What each role means, beside its name, where somebody chooses one.
ROLE_HINTS = {
    Role.USER: _("Opens the products given to them. Manages nothing."),
    Role.ADMINISTRATOR: _(
        "Invites and disconnects ordinary users, decides which products they open, sees licenses and company data."
    ),
    Role.GLOBAL_ADMINISTRATOR: _(
        "Can do everything: licenses, company data, users, transactions. Can also take this role away from you."
    ),
}


class RoleField(forms.TypedChoiceField):
    """A role out of those that the viewer may give."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Rights in the company"),
            coerce=Role,
            widget=forms.RadioSelect,
            **options,
        )

    def offer(self, roles: Iterable[Role]) -> None:
        self.choices = [(role.value, _with_hint(role)) for role in roles]


class ProductsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # generic only in its stubs
    """Ticks of the company's products, each with the places that are left."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Product.objects.none(),
            to_field_name="code",
            required=False,
            label=_("Rights to products"),
            widget=forms.CheckboxSelectMultiple,
            **options,
        )
        self.places: dict[int, str] = {}

    def offer(self, company: Company) -> None:
        openable, taken = openable_products(company), taken_places(company)
        self.places = {
            open.product.pk: _places_in_words(taken.get(open.product.pk, 0), open.most)
            for open in openable
        }
        self.queryset = Product.objects.filter(pk__in=self.places).order_by(
            "line__position", "position", "code"
        )

    def label_from_instance(self, product: Any) -> str:
        words = self.places.get(product.pk, "")
        return f"{product.name} ({words})" if words else str(product.name)


class ConfirmForm(ActionForm):
    """Nothing to type: a button, and room for a refusal."""


def _with_hint(role: Role) -> SafeString:
    return format_html(
        '<span>{}<span class="choice__hint">{}</span></span>', role.label, ROLE_HINTS[role]
    )


def _places_in_words(taken: int, most: int | None) -> str:
    if most is None:
        return ""
    return ngettext(
        "%(taken)s of %(most)s place taken", "%(taken)s of %(most)s places taken", most
    ) % {
        "taken": taken,
        "most": most,
    }
