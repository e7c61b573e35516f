"""Merging two accounts by oneself: asked from one, proved in the other's mailbox, undone for two weeks."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.actions.leaving import delete_account
from klucznik.accounts.backup_codes import take_code
from klucznik.accounts.codes import normalized, take_application_code
from klucznik.accounts.departures import departures
from klucznik.accounts.factors import has_factor
from klucznik.accounts.lost_factors import is_guarded
from klucznik.accounts.models import User
from klucznik.accounts.sessions import end_all
from klucznik.companies.models import Company, Membership
from klucznik.core import clock, tokens
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.letters.addresses import account_with
from klucznik.letters.errors import (
    KeysNeedLetter,
    MergedAlready,
    MergeGone,
    NotForStaff,
    NothingToUnmerge,
    NotTheAsker,
    OtherCode,
    OwnAddress,
)
from klucznik.letters.merging import keys_alone, pass_places, restore_places
from klucznik.letters.models import Merge

LINK_HOURS = 24


@transaction.atomic
def ask_to_merge(actor: User, *, email: str) -> Merge:
    """Ask to merge the account of this address into one's own. The answer is the same whether there is one or not."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    if is_guarded(user):
        raise NotForStaff
    if email.lower() == user.email.lower():
        raise OwnAddress
    Merge.objects.filter(kept=user, done_at=None, canceled_at=None).update(
        canceled_at=timezone.now()
    )
    other = account_with(email)
    merge = Merge(
        kept=user,
        merged=other if other and other.pk != user.pk and not is_guarded(other) else None,
        expires_at=timezone.now() + timedelta(hours=LINK_HOURS),
    )
    merge.secret_hash = tokens.hashed(merge.secret)
    merge.undo_hash = tokens.hashed(merge.undo_secret)
    merge.save()
    record(Kind.ACCOUNT_MERGE_ASKED, actor=user, person=user, subject=merge)
    return merge


@transaction.atomic
def merge_accounts(actor: User, merge: Merge, *, code: str = "") -> Merge:
    """The link in the other mailbox was opened by who asked. Proven keys stay out; the other account rests, closed."""
    merge, kept, merged = _held(merge)
    if actor.pk != kept.pk:
        raise NotTheAsker
    if not merge.is_waiting or merged.deletion_due_at or not merged.is_active:
        raise MergeGone
    if is_guarded(kept) or is_guarded(merged):
        raise NotForStaff
    if Merge.objects.undoable().filter(kept=merged).exists():
        raise MergedAlready
    if only_there := keys_alone(kept, merged):
        raise KeysNeedLetter(companies=", ".join(company.name for company in only_there))
    _check_code(merged, code)
    companies = list(_companies(merged))
    merge.before = {"places": pass_places(kept, merged)}
    merge.done_at = clock.now()
    merge.undo_until = clock.now() + timedelta(days=settings.PROBATION_DAYS)
    merge.save()
    merged.is_active = False
    merged.save(update_fields=["is_active"])
    end_all(merged)
    _tell(Kind.ACCOUNT_MERGED, merge, companies, actor=actor)
    return merge


def _check_code(merged: User, code: str) -> None:
    """Its mailbox alone is not enough where the other account has a second step."""
    if not has_factor(merged):
        return
    typed = normalized(code)
    if not (take_application_code(merged, typed) or take_code(merged, typed)):
        raise OtherCode


@transaction.atomic
def undo_merge(actor: User | None, merge: Merge) -> Merge:
    """Its owner, or whoever reads the other mailbox, takes it back: all as it was, and everybody is signed out."""
    merge, kept, merged = _held(merge)
    if not merge.is_undoable or merged.is_deleted or (actor and actor.pk != kept.pk):
        raise NothingToUnmerge
    companies = list(_companies(kept))
    restore_places(merge)
    merged.is_active = True
    merged.save(update_fields=["is_active"])
    end_all(kept)
    end_all(merged)
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    here = {place.company_id for place in Membership.objects.filter(user=merged, ended_at=None)}
    told = [company for company in companies if company.pk in here]
    _tell(Kind.ACCOUNT_UNMERGED, merge, told, actor=actor)
    return merge


@transaction.atomic
def settle_merge(actor: None, merge: Merge) -> bool:
    """Two weeks have passed: the other account is deleted, and its address is free again."""
    merge, _kept, merged = _held(merge)
    if merge.undone_at or merge.settled_at or (merge.undo_until or clock.now()) > clock.now():
        return False
    if not merged.is_deleted:
        for departure in departures():
            departure.carry_out(merged, None)
        delete_account(None, merged)
    merge.settled_at = clock.now()
    merge.save(update_fields=["settled_at"])
    return True


def _held(merge: Merge) -> tuple[Merge, User, User]:
    """The merging as it is now: its companies locked in their order, then both accounts in theirs."""
    merge = Merge.objects.get(pk=merge.pk)
    if merge.merged_id is None or merge.declaration_id is not None:
        raise MergeGone
    pair = [merge.kept_id, merge.merged_id]
    places = Membership.objects.filter(user__in=pair, ended_at=None)
    for key in sorted(set(places.values_list("company_id", flat=True))):
        Company.objects.locked(key)
    users = {
        user.pk: user
        for user in User.objects.select_for_update().filter(pk__in=pair).order_by("pk")
    }
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, merged = users[merge.kept_id], users[merge.merged_id]
    merge.kept, merge.merged = kept, merged
    return merge, kept, merged


def _companies(user: User) -> list[Company]:
    places = Membership.objects.active().filter(user=user).select_related("company")
    return [place.company for place in places.order_by("company_id")]


def _tell(kind: Kind, merge: Merge, companies: list[Company], *, actor: User | None) -> None:
    """One entry for the person, and one in each company whose people changed."""
    record(kind, actor=actor, person=merge.kept, subject=merge)
    for company in companies:
        record(kind, actor=actor, company=company, person=merge.kept, subject=merge)
