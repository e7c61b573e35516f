"""What a person may type or tick to invite others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from klucznik.accounts.fields import MailboxField
from klucznik.companies.models import Company, Role
from klucznik.core.forms import ActionForm
from klucznik.members.forms.choices import ProductsField, RoleField


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


def offer(form: InvitationForm, company: Company, roles: Iterable[Role]) -> None:
    """Offer what there is; a company without products to open shows no ticks."""
    role: RoleField = form.fields["role"]  # type: ignore[assignment]
    products: ProductsField = form.fields["products"]  # type: ignore[assignment]
    role.offer(roles)
    products.offer(company)
    if not products.places:
        del form.fields["products"]
