"""What a person may type or tick about a member's place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product
from klucznik.companies.models import Role
from klucznik.core.forms import ActionForm
from klucznik.members.forms.choices import RoleField
from klucznik.members.forms.invitations import UntilField


class RoleForm(ActionForm):
    """Another role for a member; the global one has a page of its own."""

    role = RoleField()

    def __init__(self, *args: Any, roles: Iterable[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        self.roles = list(roles)
        role: RoleField = self.fields["role"]  # type: ignore[assignment]
        role.offer(self.roles)


class UntilForm(ActionForm):
    """The last day of a place, or of a right to one product; empty lets it last."""

    until = UntilField()

    def __init__(
        self, *args: Any, own: bool = False, product: Product | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        until = self.fields["until"]
        if product is not None:
            until.label = _("Last day of the right")
            until.help_text = _(
                "At the end of this day the right ends by itself. Leave it empty to let it last."
            )
            return
        until.label = _("Last day in the company")
        until.help_text = (
            _("Your place ends by itself at the end of this day. You can choose an earlier day.")
            if own
            else _(
                "The place ends by itself at the end of this day. Leave it empty to let it last."
            )
        )
