"""A letter that lets the place of an account that nobody can sign in with pass to its owner's other account."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import ClassVar

from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.accounts.sessions import end_all
from klucznik.companies.keys import openly
from klucznik.companies.models import Company, Membership
from klucznik.core import clock, tokens
from klucznik.declarations.errors import Moot
from klucznik.declarations.models import Declaration
from klucznik.declarations.reasons import Ending
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.letters.errors import FactorFirst
from klucznik.letters.letters.addresses import AboutAnAccount
from klucznik.letters.merging import pass_places, restore_places
from klucznik.letters.models import Merge
from klucznik.recovery.traces import undo_traces

UNTIL_DECIDED = timedelta(days=3650)


class AccountMerge(AboutAnAccount):
    """Only the place in this company passes; the other account stays what it is elsewhere."""

    prefix: ClassVar[str] = "SCA"

    def check_opening(self, company: Company, claimant: User) -> None:
        """With a second step, since the keys may be among what passes."""
        super().check_opening(company, claimant)
        if not has_factor(claimant):
            raise FactorFirst

    def check_grant(self, declaration: Declaration) -> None:
        super().check_grant(declaration)
        if not has_factor(declaration.claimant):
            raise Moot(why=Ending.FACTOR_OFF)

    def grant(self, declaration: Declaration) -> None:
        subject, claimant = self.subject(declaration), declaration.claimant
        assert subject is not None
        _lock(claimant, subject)
        places = pass_places(
            claimant,
            subject,
            company=declaration.company,
            probation=declaration.probation_until,
        )
        end_all(subject)
        Merge.objects.create(
            kept=claimant,
            merged=subject,
            declaration=declaration,
            company=declaration.company,
            secret_hash=tokens.hashed(secrets.token_urlsafe()),
            undo_hash=tokens.hashed(secrets.token_urlsafe()),
            expires_at=clock.now(),
            undo_until=declaration.probation_until,
            before={"places": places},
            done_at=clock.now(),
        )
        record(
            Kind.ACCOUNT_MERGED,
            actor=None,
            company=declaration.company,
            person=claimant,
            subject=declaration,
        )

    def revert(self, declaration: Declaration) -> dict[str, int]:
        """The place comes back, and what others received through it since goes."""
        assert declaration.granted_at is not None
        merge = Merge.objects.select_related("kept", "merged").get(declaration=declaration)
        assert merge.merged is not None
        _lock(merge.kept, merge.merged)
        with openly(declaration.company, person=declaration.claimant):
            undone = undo_traces(
                declaration.company, declaration.claimant, since=declaration.granted_at
            )
            undone.counts["places"] = restore_places(merge)
        end_all(merge.kept)
        end_all(merge.merged)
        merge.undone_at = clock.now()
        merge.save(update_fields=["undone_at"])
        record(
            Kind.ACCOUNT_UNMERGED,
            actor=None,
            company=declaration.company,
            person=declaration.claimant,
            subject=declaration,
        )
        declaration.about = {**declaration.about, "to_check": undone.to_check}
        declaration.save(update_fields=["about"])
        return undone.counts

    def hold(self, declaration: Declaration) -> None:
        """Keys that passed stay on probation while an objection is open."""
        self._limit(declaration, until=UNTIL_DECIDED)

    def resume(self, declaration: Declaration) -> None:
        assert declaration.probation_until is not None
        self._limit(declaration, until=declaration.probation_until - clock.now())

    def _limit(self, declaration: Declaration, *, until: timedelta) -> None:
        places = Membership.objects.filter(
            company=declaration.company, user=declaration.claimant, ended_at=None
        )
        places.filter(probation_until__isnull=False).update(probation_until=clock.now() + until)


def _lock(*users: User) -> None:
    """Accounts after companies, in one order, so that two mergings never wait for each other."""
    keys = sorted(user.pk for user in users)
    list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
