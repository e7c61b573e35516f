"""What a person may type or tick about a member's place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from klucznik.companies.models import Role
from klucznik.core.forms import ActionForm
from klucznik.members.forms.choices import RoleField


class RoleForm(ActionForm):
    """Another role for a member; the global one has a page of its own."""

    role = RoleField()

    def __init__(self, *args: Any, roles: Iterable[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        self.roles = list(roles)
        role: RoleField = self.fields["role"]  # type: ignore[assignment]
        role.offer(self.roles)
