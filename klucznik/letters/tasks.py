"""What time and sign-ins do to letters: an account in use ends one about it, days come, ways back close."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction

from klucznik.accounts.addresses import verified_of
from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.declarations.actions.ending import expire_case
from klucznik.declarations.errors import CaseChanged, NotNow
from klucznik.declarations.models import Declaration, Kind, State
from klucznik.declarations.reasons import Ending
from klucznik.events.kinds import Kind as Happened
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.jobs.queue import enqueue, every, task
from klucznik.letters.actions.merging import settle_merge
from klucznik.letters.letters.deaths import has_living_keeper
from klucznik.letters.letters.seats import carry_out
from klucznik.letters.models import AddressMove, Merge, SeatsChange
from klucznik.licensing.extending import is_restable

GIVEN_LATER = [State.NOTICE, State.READY]
ABOUT_ACCOUNTS = [Kind.SIGN_IN_ADDRESS, Kind.ACCOUNT_MERGE]


@on(Happened.ACCOUNT_SIGNED_IN)
def account_used(event: Event) -> None:
    """Whoever signs in needs no letter about their account.

    Before the approval the case goes on unchanged, or it would tell its claimant that there is such an account;
    reviewers cannot approve it any more.
    """
    if event.actor is None:
        return
    own = [one.email for one in verified_of(event.actor)]
    waiting = Declaration.objects.filter(
        kind__in=ABOUT_ACCOUNTS, state=State.NOTICE, about__email__in=own
    )
    for pk in waiting.values_list("pk", flat=True):
        enqueue("letters.end_in_use", case=pk, person=event.actor.pk)
    of_the_dead = Declaration.objects.filter(
        kind=Kind.OWNER_DEATH,
        state__in=GIVEN_LATER,
        company__memberships__in=event.actor.memberships.global_administrators(),
    )
    for pk in of_the_dead.exclude(claimant=event.actor).values_list("pk", flat=True):
        enqueue("letters.end_of_the_living", case=pk)


@task("letters.end_in_use")
def end_in_use(*, case: int, person: int) -> None:
    """End one letter about an account that is in use."""
    found = Declaration.objects.select_related("company", "claimant").get(pk=case)
    is_member = User.objects.filter(
        pk=person, memberships__company=found.company_id, memberships__ended_at=None
    )
    if found.state == State.NOTICE and is_member.exists():
        with suppress(CaseChanged, NotNow):
            expire_case(found, reason=Ending.IN_USE)


@task("letters.end_of_the_living")
def end_of_the_living(*, case: int) -> None:
    """Somebody who holds the keys signed in: perhaps the owner, and in any case a person who can be asked."""
    found = Declaration.objects.select_related("company", "claimant").get(pk=case)
    if found.state in GIVEN_LATER and has_living_keeper(found):
        with suppress(CaseChanged, NotNow):
            expire_case(found, reason=Ending.KEYS_IN_USE)


@every(minutes=10)
def change_seats() -> None:
    """Queue the changes whose day has come; each is work of its own."""
    due = SeatsChange.objects.filter(done_at=None, undone_at=None, on__lte=clock.today())
    for pk in due.values_list("pk", flat=True):
        enqueue("letters.change_seats_of", dedupe_key=f"letters.seats:{pk}", change=pk)


@task("letters.change_seats_of")
def change_seats_of(*, change: int) -> None:
    """Carry one change out, unless it was taken back."""
    with transaction.atomic():
        found = SeatsChange.objects.select_related("license__company").get(pk=change)
        lock_company(found.license.company)
        found = SeatsChange.objects.select_related("license__company").get(pk=change)
        if found.done_at or found.undone_at:
            return
        passed_on = found.license.company_id != found.declaration.company_id
        if passed_on or not is_restable(found.license):  # another company's, revoked or run out
            found.undone_at = clock.now()
            found.save(update_fields=["undone_at"])
            return
        carry_out(found)


@every(minutes=10)
def settle_merges() -> None:
    """Queue the mergings that can no longer be undone."""
    over = Merge.objects.filter(
        done_at__isnull=False,
        undone_at=None,
        settled_at=None,
        declaration=None,
        undo_until__lte=clock.now(),
    )
    for pk in over.values_list("pk", flat=True):
        enqueue("letters.settle_merge", dedupe_key=f"letters.settle:{pk}", merge=pk)


@task("letters.settle_merge")
def settle(*, merge: int) -> None:
    """Delete the account that was merged into another one."""
    with suppress(DomainError):
        settle_merge(None, Merge.objects.get(pk=merge))


@every(hours=24)
def forget_addresses() -> None:
    """An address that can no longer come back is forgotten, and so is a question about merging that led nowhere."""
    now = clock.now()
    over = AddressMove.objects.filter(held_until__lte=now).exclude(old_email="")
    over.exclude(declaration__state=State.GRANTED).update(old_email="", new_email="")
    Merge.objects.filter(done_at=None, expires_at__lte=now).delete()
