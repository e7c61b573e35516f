"""What ends and goes of programs when a person deletes their account."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import User
from klucznik.programs.grants import end_all
from klucznik.programs.models import ProgramGrant, ProgramGrantQuerySet, ProgramToken


class Programs:
    """Fulfills accounts.departures.Departure: no program acts for somebody who leaves."""

    def hold(self, user: User) -> None:
        """Nothing is shown that could change."""

    def preview(self, user: User) -> list[Consequence]:
        return []

    def inventory(self, user: User) -> list[Holding]:
        count = ProgramToken.objects.filter(person=user).count() + _answered(user).count()
        return [Holding(_("Programs that act for you, and your answers to them"), count)]

    def carry_out(self, user: User, actor: User | None) -> None:
        end_all(user)

    def anonymize(self, user: User) -> None:
        """The history says that there was a program; its name and device go with the rows."""
        ProgramToken.objects.filter(person=user).delete()
        _answered(user).delete()


def _answered(user: User) -> ProgramGrantQuerySet:
    return ProgramGrant.objects.filter(Q(allowed_by=user) | Q(refused_by=user))
