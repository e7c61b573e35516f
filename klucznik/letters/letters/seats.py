"""Letters that put a part of a license to rest from its next period on, or take it up again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.utils import translation
from django.utils.translation import gettext as _

from klucznik.companies.keys import lock_company
from klucznik.core import clock
from klucznik.declarations.errors import Moot
from klucznik.declarations.models import Declaration
from klucznik.declarations.reasons import Ending
from klucznik.letters.letters.usual import OtherLetter
from klucznik.letters.models import SeatsChange
from klucznik.letters.seats import first_day, license_of, whole_of
from klucznik.licensing.actions.periods import rest_by_letter
from klucznik.licensing.extending import is_restable

WAIT = timedelta(days=3)


class Seats(OtherLetter):
    """A change of how much rests: nobody loses anything before the next period, so three days to object are enough."""

    def waiting_period(self, declaration: Declaration) -> timedelta:
        return WAIT

    def check_approval(self, declaration: Declaration) -> None:
        """The license is still here and can rest."""
        self._check(declaration)

    def check_grant(self, declaration: Declaration) -> None:
        self._check(declaration)

    def _check(self, declaration: Declaration) -> None:
        license = license_of(declaration)
        if license is None or not is_restable(license):
            raise Moot(why=Ending.MOVED_ON)
        if not 1 <= declaration.about["target"] <= whole_of(license):
            raise Moot(why=Ending.MOVED_ON)

    def grant(self, declaration: Declaration) -> None:
        """Noted for the day that the letter names; once that has passed, or where there is none, at once."""
        license = license_of(declaration)
        assert license is not None
        lock_company(license.company)
        change = SeatsChange.objects.create(
            declaration=declaration,
            license=license,
            before=license.suspended_amount,
            amount=whole_of(license) - declaration.about["target"],
            on=max(first_day(declaration) or clock.today(), clock.today()),
        )
        if change.on <= clock.today():
            carry_out(change)

    def revert(self, declaration: Declaration) -> dict[str, int]:
        """What has not begun does not begin; what has, goes back to what it was."""
        change = SeatsChange.objects.select_related("license__company").get(declaration=declaration)
        if change.done_at and change.license.suspended_amount == change.amount:
            rest_by_letter(None, change.license, amount=change.before)
        change.undone_at = clock.now()
        change.save(update_fields=["undone_at"])
        return {"licenses": 1}

    def details(self, declaration: Declaration) -> list[tuple[str, str]]:
        about = declaration.about
        return [
            ("product", str(about.get("product", ""))),
            ("license_number", str(about.get("number", ""))),
            ("target", f"{about.get('target', '')} / {about.get('whole', '')}"),
            ("from_day", str(about.get("from_day", "")) or _at_once(declaration.language)),
        ]

    def telling(self, declaration: Declaration) -> dict[str, Any]:
        about = declaration.about
        told = {name: about.get(name, "") for name in ("product", "target", "whole", "from_day")}
        told["license_number"] = about.get("number", "")
        return super().telling(declaration) | told


class SeatsRest(Seats):
    """Fewer in use."""

    prefix: ClassVar[str] = "ZAW"


class SeatsResume(Seats):
    """More in use again."""

    prefix: ClassVar[str] = "WZN"


def _at_once(language: str) -> str:
    """The day of a license without periods, as its letter says it."""
    with translation.override(language):
        return _("the day on which this letter is carried out")


def carry_out(change: SeatsChange) -> None:
    """The day has come: what the letter asked for is so from now on. A smaller license rests as far as it can."""
    rest_by_letter(None, change.license, amount=change.amount)
    change.done_at = clock.now()
    change.save(update_fields=["done_at"])


__all__ = ["Seats", "SeatsRest", "SeatsResume", "carry_out"]
