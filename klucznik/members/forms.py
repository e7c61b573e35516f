"""What a person may type or tick about the users of a company."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from klucznik.accounts.fields import MailboxField
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Role
from klucznik.core.forms import ActionForm
from klucznik.members.accesses import taken_places
from klucznik.members.entitlements import openable_products

# What each role means, beside its name, where somebody chooses one.
ROLE_HINTS = {
    Role.USER: _("Opens the products ticked below. Manages nothing."),
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


class InvitationForm(ActionForm):
    """What is offered: a role and products."""

    role = RoleField(initial=Role.USER.value)
    products = ProductsField()

    def __init__(self, *args: Any, company: Company, roles: Iterable[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, company, roles)

    @property
    def asks_for_global_role(self) -> bool:
        return bool(self.data.get("role") == Role.GLOBAL_ADMINISTRATOR)


class InviteForm(InvitationForm):
    """The whole invitation, with the address."""

    email = MailboxField(
        help_text=_("The invitation can be accepted only by somebody who has this mailbox."),
    )
    field_order = ("email", "role", "products")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].widget.attrs["autocomplete"] = "off"


class RoleForm(ActionForm):
    """Another role for a member; the global one has a page of its own."""

    role = RoleField()

    def __init__(self, *args: Any, roles: Iterable[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        self.roles = list(roles)
        role: RoleField = self.fields["role"]  # type: ignore[assignment]
        role.offer(self.roles)


class AccessForm(ActionForm):
    """The products that a member may open."""

    products = ProductsField()

    def __init__(self, *args: Any, company: Company, **options: Any) -> None:
        super().__init__(*args, **options)
        products: ProductsField = self.fields["products"]  # type: ignore[assignment]
        products.offer(company)
        self.has_products = bool(products.places)


class ConfirmForm(ActionForm):
    """Nothing to type: a button, and room for a refusal."""


def offer(form: InvitationForm, company: Company, roles: Iterable[Role]) -> None:
    """Offer what there is; a company without products to open shows no ticks."""
    role: RoleField = form.fields["role"]  # type: ignore[assignment]
    products: ProductsField = form.fields["products"]  # type: ignore[assignment]
    role.offer(roles)
    products.offer(company)
    if not products.places:
        del form.fields["products"]


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
