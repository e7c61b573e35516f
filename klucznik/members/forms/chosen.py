"""What is chosen for several people at once: a role, a product, a last day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import manageable_roles
from klucznik.core.forms import ActionForm
from klucznik.members.choosing import (
    DISCONNECT,
    GIVE,
    ROLE,
    UNTIL,
    WITHDRAW,
    Act,
    ChangeRole,
    Disconnect,
    GiveProduct,
    SetUntil,
    WithdrawProduct,
    products_given,
    products_to_give,
)
from klucznik.members.forms.choices import RoleField
from klucznik.members.forms.invitations import UntilField


class ChosenForm(ActionForm):
    """The choice that all of them get; `act` says what will be done with it."""

    def __init__(self, *args: Any, manager: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(manager, manager.company)

    def offer(self, manager: Membership, company: Company) -> None:
        """Fill the fields with what this manager may choose."""

    def act(self) -> Act:
        raise NotImplementedError


class RoleOfChosenForm(ChosenForm):
    """A role below the global one."""

    role = RoleField(initial=Role.USER.value)

    def offer(self, manager: Membership, company: Company) -> None:
        roles = [role for role in manageable_roles(manager) if role != Role.GLOBAL_ADMINISTRATOR]
        role: RoleField = self.fields["role"]  # type: ignore[assignment]
        role.offer(roles)

    def act(self) -> Act:
        return ChangeRole(self.cleaned_data["role"])


class ProductOfChosenForm(ChosenForm):
    """One product."""

    product = forms.ModelChoiceField(
        Product.objects.none(), to_field_name="code", label=_("Product"), empty_label=None
    )

    def offer(self, manager: Membership, company: Company) -> None:
        keys = [product.pk for product in self.products(company)]
        field: forms.ModelChoiceField[Product] = self.fields["product"]  # type: ignore[assignment]
        field.queryset = Product.objects.filter(pk__in=keys).order_by("name")

    def products(self, company: Company) -> list[Product]:
        raise NotImplementedError


class GiveToChosenForm(ProductOfChosenForm):
    def products(self, company: Company) -> list[Product]:
        return products_to_give(company)

    def act(self) -> Act:
        return GiveProduct(self.cleaned_data["product"])


class WithdrawFromChosenForm(ProductOfChosenForm):
    def products(self, company: Company) -> list[Product]:
        return products_given(company)

    def act(self) -> Act:
        return WithdrawProduct(self.cleaned_data["product"])


class UntilOfChosenForm(ChosenForm):
    """A last day; empty lets the places last."""

    until = UntilField()

    def offer(self, manager: Membership, company: Company) -> None:
        self.fields["until"].label = _("Last day in the company")
        self.fields["until"].help_text = _(
            "Their places end by themselves at the end of this day. Leave it empty to let them last."
        )

    def act(self) -> Act:
        return SetUntil(self.cleaned_data["until"])


class DisconnectChosenForm(ChosenForm):
    """Nothing to choose."""

    def act(self) -> Act:
        return Disconnect()


FORMS: dict[str, type[ChosenForm]] = {
    ROLE: RoleOfChosenForm,
    GIVE: GiveToChosenForm,
    WITHDRAW: WithdrawFromChosenForm,
    UNTIL: UntilOfChosenForm,
    DISCONNECT: DisconnectChosenForm,
}
