"""A letter that gives an account another sign-in address: for somebody who lost mailbox and password."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar

from klucznik.accounts.actions.leaving import delete_account
from klucznik.accounts.actions.readdressing import give_address_back, readdress
from klucznik.accounts.departures import departures
from klucznik.accounts.models import User
from klucznik.accounts.sessions import end_all
from klucznik.companies.models import Company, Membership
from klucznik.core import clock
from klucznik.declarations.actions.ending import expire
from klucznik.declarations.errors import Moot
from klucznik.declarations.letters import Addressee
from klucznik.declarations.models import Declaration, Notified
from klucznik.declarations.reasons import Ending
from klucznik.declarations.voices import masked
from klucznik.letters.addresses import (
    addresses_of,
    is_alone_in,
    is_free,
    is_in_use,
    meant_by,
)
from klucznik.letters.errors import (
    AccountInUse,
    NoSuchAccount,
    OnlyForNewAccount,
)
from klucznik.letters.letters.usual import OtherLetter
from klucznik.letters.models import AddressMove

# The old address is kept out of use a little longer than the longest way of an objection.
HELD = timedelta(days=60)
UNTIL_DECIDED = timedelta(days=3650)


class AboutAnAccount(OtherLetter):
    """A letter about somebody's own other account: never a word about whether there is one."""

    def subject(self, declaration: Declaration) -> User | None:
        """The account that the letter means, if it is one that a letter can reach."""
        return meant_by(declaration)

    def check_approval(self, declaration: Declaration) -> None:
        """Only reviewers learn that there is no such account, or that its owner uses it."""
        email = {"email": declaration.about.get("email", "")}
        subject = self.subject(declaration)
        if subject is None:
            raise NoSuchAccount(**email)
        if is_in_use(subject, declaration):
            raise AccountInUse(**email)

    def check_grant(self, declaration: Declaration) -> None:
        subject = self.subject(declaration)
        if subject is None:
            raise Moot(why=Ending.ACCOUNT_GONE)
        if is_in_use(subject, declaration):
            raise Moot(why=Ending.IN_USE)

    def addressees(self, declaration: Declaration) -> Iterator[Addressee]:
        """Also the owner of the account, at every address they proved; after the administrators, who are counted."""
        usual = list(super().addressees(declaration))
        keepers = [one for one in usual if one.standing == Notified.Standing.ADMINISTRATOR]
        yield from keepers
        if subject := self.subject(declaration):
            for email in addresses_of(subject):
                yield Addressee(email, Notified.Standing.ACCOUNT, subject.language, subject)
        yield from (one for one in usual if one not in keepers)

    def telling(self, declaration: Declaration) -> dict[str, Any]:
        about = masked(str(declaration.about.get("email", "")))
        return super().telling(declaration) | {"other_email": about}

    def details(self, declaration: Declaration) -> list[tuple[str, str]]:
        return [("other_email", str(declaration.about.get("email", "")))]


class SignInAddress(AboutAnAccount):
    """The old account signs in with the claimant's address from then on; the claimant's account is closed for that."""

    prefix: ClassVar[str] = "ADR"

    def check_opening(self, company: Company, claimant: User) -> None:
        """With a new account, which has nothing but its place in this company."""
        super().check_opening(company, claimant)
        if not is_alone_in(claimant, company):
            raise OnlyForNewAccount

    def subject(self, declaration: Declaration) -> User | None:
        """Of this company and no other: nobody else's companies are reached by its letter."""
        found = super().subject(declaration)
        return found if found and is_alone_in(found, declaration.company) else None

    def check_grant(self, declaration: Declaration) -> None:
        super().check_grant(declaration)
        if not is_alone_in(declaration.claimant, declaration.company):
            raise Moot(why=Ending.ACCOUNT_GONE)

    def grant(self, declaration: Declaration) -> None:
        """Close the new account, let the old one have its address, and let the case pass to it."""
        subject, claimant = self.subject(declaration), declaration.claimant
        assert subject is not None
        old_email, new_email = subject.email, claimant.email
        self._pass_case(declaration, subject)
        self._close(claimant)
        moved = readdress(None, subject, email=new_email)
        AddressMove.objects.create(
            declaration=declaration,
            person=moved,
            old_email=old_email,
            new_email=new_email,
            held_until=clock.now() + HELD,
        )
        declaration.claimant = moved
        self._limit(declaration, until=declaration.probation_until)

    def _limit(self, declaration: Declaration, *, until: datetime | None) -> None:
        """Whoever holds the keys with that account holds them on probation for as long as this can be undone."""
        places = Membership.objects.filter(
            company=declaration.company_id, user=declaration.claimant_id
        )
        places.global_administrators().update(probation_until=until)

    def hold(self, declaration: Declaration) -> None:
        """The limit does not run out while an objection is open."""
        self._limit(declaration, until=clock.now() + UNTIL_DECIDED)

    def resume(self, declaration: Declaration) -> None:
        self._limit(declaration, until=declaration.probation_until)

    def _pass_case(self, declaration: Declaration, subject: User) -> None:
        """From here on it is the case of the account that stays; an own old draft makes room."""
        same = Declaration.objects.open().filter(
            company=declaration.company_id, claimant=subject, kind=declaration.kind
        )
        for earlier in same.select_related("company", "claimant"):
            expire(earlier, Ending.ACCOUNT_GONE)
        Declaration.objects.filter(pk=declaration.pk).update(claimant=subject)
        Notified.objects.filter(declaration=declaration, user=declaration.claimant_id).update(
            user=subject
        )

    def _close(self, claimant: User) -> None:
        """All that an asked-for deletion does, at once: nothing of the new account is needed any more."""
        end_all(claimant)
        for departure in departures():
            departure.carry_out(claimant, None)
        delete_account(None, claimant)

    def revert(self, declaration: Declaration) -> dict[str, int]:
        """The old address signs in again, if nobody has proved it meanwhile; everybody is out in any case."""
        move = AddressMove.objects.select_related("person").get(declaration=declaration)
        self._limit(declaration, until=None)
        if move.person.is_deleted:
            return {}
        if not is_free(move.old_email, but=move.person):
            end_all(move.person)
            return {"addresses": 0}
        give_address_back(None, move.person, email=move.old_email, since=move.moved_at)
        move.returned_at = clock.now()
        move.save(update_fields=["returned_at"])
        Declaration.objects.filter(pk=declaration.pk).update(login=move.old_email)
        return {"addresses": 1}
