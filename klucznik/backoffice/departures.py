"""What ends in the back office when somebody of the staff deletes their account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence
from klucznik.accounts.models import User
from klucznik.backoffice.models import StaffMember, StaffRole
from klucznik.backoffice.places import end_place
from klucznik.core.vendor import vendor


class StaffPlace:
    """Fulfills accounts.departures.Departure: whoever leaves has no power over customers from that moment."""

    def preview(self, user: User) -> list[Consequence]:
        member = StaffMember.objects.active().filter(user=user).first()
        if member is None:
            return []
        subject = vendor().product_name
        if member.role == StaffRole.ADMINISTRATOR and not _others(member):
            text = _("You are its last portal administrator: nobody will manage the staff.")
            return [Consequence(subject, text, "warning")]
        return [Consequence(subject, _("Your place on the vendor's staff ends."))]

    def carry_out(self, user: User, actor: User | None) -> None:
        for member in StaffMember.objects.filter(user=user, ended_at=None):
            end_place(member, actor=actor)

    def anonymize(self, user: User) -> None:
        """Places hold no personal values; the account's row itself becomes nobody's."""


def _others(member: StaffMember) -> bool:
    administrators = StaffMember.objects.active().filter(role=StaffRole.ADMINISTRATOR)
    return administrators.exclude(pk=member.pk).exists()
