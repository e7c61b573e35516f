"""Who is told about letters that were carried out, and about the merging of two accounts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import translation

from klucznik.accounts.emails.safety import provenance
from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.declarations.emails import case_of, tell_claimant, tell_others
from klucznik.declarations.reasons import words
from klucznik.declarations.saying import note_to_claimant
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.letters.addresses import addresses_of
from klucznik.letters.models import Merge
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send

DONE = "declarations/emails/case_granted"


@mail_link("merge")
def merge_path(key: int) -> str:
    """Opens the preview, for whoever asked and is signed in."""
    return reverse("letters_of_account:merge", args=[Merge.objects.get(pk=key).secret])


@mail_link("merge_undo")
def merge_undo_path(key: int) -> str:
    """Takes the merging back, for whoever reads the other mailbox."""
    return reverse("letters_of_account:undo_merge", args=[Merge.objects.get(pk=key).undo_secret])


@on(Kind.LETTER_CARRIED_OUT)
def carried_out(event: Event) -> None:
    """Everybody learns that it is done, and until when it can be taken back."""
    case = case_of(event)
    facts: dict[str, Any] = {"until": case.probation_until}
    tell_claimant(event, DONE, case, **facts)
    tell_others(event, "declarations/emails/rights_granted", case, **facts)


@on(Kind.LETTER_CLOSED, Kind.LETTER_REVERTED)
def ended(event: Event) -> None:
    """It stays, or it was taken back."""
    case = case_of(event)
    outcome, note = case.state, note_to_claimant(case)
    with translation.override(case.claimant.language):
        reason = words(case.outcome_reason)
    told = "declarations/emails/case_ended"
    tell_claimant(event, told, case, outcome=outcome, reason=reason, note=note)
    tell_others(event, "declarations/emails/claim_ended", case, outcome=outcome)


@on(Kind.ACCOUNT_MERGE_ASKED)
def merge_asked(event: Event) -> None:
    """A link to the other mailbox, if there is an account behind it that can be merged."""
    merge = Merge.objects.select_related("kept", "merged").filter(pk=event.subject_id or 0).first()
    if merge is None or merge.merged is None or not merge.is_waiting:
        return
    send(
        "letters/emails/merge_asked",
        to=merge.merged,
        event=event,
        links={"link": ("merge", merge.pk)},
        person=merge.kept.display_name,
        email=merge.kept.email,
        **provenance(event),
    )


@on(Kind.ACCOUNT_MERGED, Kind.ACCOUNT_UNMERGED)
def merged(event: Event) -> None:
    """Both sides learn it at all their addresses; those of the other account can take a merging back."""
    merge = _by_themselves(event)
    if merge is None or merge.merged is None:
        return
    undone = event.kind == Kind.ACCOUNT_UNMERGED
    if event.company is not None:
        _tell_keepers(event, merge, undone=undone)
        return
    message = "letters/emails/accounts_unmerged" if undone else "letters/emails/accounts_merged"
    told: dict[str, Any] = {
        "kept_email": merge.kept.email,
        "merged_email": merge.merged.email,
        "until": merge.undo_until,
    }
    for user in (merge.kept, merge.merged):
        for email in addresses_of(user):
            send(
                message,
                to=_reader(user, email),
                event=event,
                links={} if undone else {"link": ("merge_undo", merge.pk)},
                **told,
            )


def _tell_keepers(event: Event, merge: Merge, *, undone: bool) -> None:
    """Who holds the keys of a company learns that a place in it is another account's: perhaps a stranger's."""
    assert event.company is not None
    assert merge.merged is not None
    told: dict[str, Any] = {
        "company_name": event.company.name,
        "merged_email": merge.merged.email,
        "kept_email": merge.kept.email,
        "person": merge.kept.display_name,
        "undone": undone,
        "members_path": reverse("members:members", args=[event.company.public_id]),
    }
    keepers = Membership.objects.filter(company=event.company).global_administrators()
    both = [merge.kept_id, merge.merged_id]
    for place in keepers.exclude(user__in=both).select_related("user"):
        message = "letters/emails/place_passed"
        send(message, to=place.user, event=event, company=event.company, **told)


def _by_themselves(event: Event) -> Merge | None:
    """A merging by letter is told in its case."""
    if event.subject_type != Merge._meta.label:
        return None
    found = Merge.objects.select_related("kept", "merged").filter(declaration=None)
    return found.filter(pk=event.subject_id or 0).first()


def _reader(user: User, email: str) -> User | Address:
    return user if email == user.email and user.is_active else Address(email, user.language)
