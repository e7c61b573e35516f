"""What somebody of the staff has to do before they delete their account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import User
from klucznik.backoffice.errors import StillOnStaff
from klucznik.backoffice.models import StaffMember, StaffRole
from klucznik.core.vendor import vendor


class StaffPlace:
    """Fulfills accounts.departures.Departure: nobody leaves the vendor's staff by deleting themselves.

    A place on the staff is given and ended by somebody else, who takes over what is open.
    """

    def hold(self, user: User) -> None:
        """The place itself, so that nobody is added to the staff while they leave."""
        list(StaffMember.objects.select_for_update().filter(user=user, ended_at=None))

    def preview(self, user: User) -> list[Consequence]:
        member = StaffMember.objects.active().filter(user=user).first()
        if member is None:
            return []
        text = (
            _(
                "You are its last portal administrator. Add another one, who ends your place; then delete the account."
            )
            if member.role == StaffRole.ADMINISTRATOR and not _others(member)
            else _(
                "You are on the vendor's staff. Ask a portal administrator to end your place; then delete the account."
            )
        )
        return [Consequence(vendor().product_name, text, "barrier", key="staff")]

    def inventory(self, user: User) -> list[Holding]:
        return [
            Holding(
                _("Places on the vendor's staff"),
                StaffMember.objects.filter(user=user).count(),
                _("The history of who could act for the vendor, without your name."),
                stays=True,
            )
        ]

    def carry_out(self, user: User, actor: User | None) -> None:
        if StaffMember.objects.filter(user=user, ended_at=None).exists():
            raise StillOnStaff

    def anonymize(self, user: User) -> None:
        """Places hold no personal values; the account's row itself becomes nobody's."""


def _others(member: StaffMember) -> bool:
    administrators = StaffMember.objects.active().filter(role=StaffRole.ADMINISTRATOR)
    return administrators.exclude(pk=member.pk).exists()
