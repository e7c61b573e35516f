"""What must be true of companies and their people after every act, whoever did it."""

from __future__ import annotations

from klucznik.companies.health import health
from klucznik.companies.keys import keepers
from klucznik.companies.models import Company, FormerAdministrator, Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from klucznik.members.models import AccessRequest, Deputy, Invitation, ProductAccess
from klucznik.members.places import address_of

# The events after which a place has the role that stands in their facts.
GIVE_ROLE = {Kind.MEMBER_ROLE_CHANGED, Kind.KEYS_HANDED_OVER, Kind.RIGHTS_APPROVED}


def rights_hang_on_places() -> None:
    """No tick, request, deputyship or offer outlives the place and the role that carry it."""
    placeless = ProductAccess.objects.filter(ended_at=None).exclude(
        membership__ended_at=None,
        membership__role__in=[Role.USER, Role.ADMINISTRATOR, Role.GLOBAL_ADMINISTRATOR],
    )
    assert not placeless.exists()
    assert not AccessRequest.objects.open().exclude(membership__ended_at=None).exists()
    lost = Deputy.objects.filter(ended_at=None, declined_at=None).exclude(
        membership__ended_at=None, membership__role__in=[Role.USER, Role.ADMINISTRATOR]
    )
    assert not lost.exists()
    for invitation in Invitation.objects.open():
        inviters = Membership.objects.filter(
            company=invitation.company_id, user=invitation.invited_by_id, ended_at=None
        )
        assert inviters.exists()
    assert not Invitation.objects.open().exclude(company__closed_at=None).exists()


def places_are_of_the_living() -> None:
    """Nobody who asked to be deleted has a place; closed companies have none."""
    here = Membership.objects.filter(ended_at=None)
    assert not here.exclude(user__deletion_due_at=None).exists()
    assert not here.exclude(user__deleted_at=None).exists()
    assert not here.exclude(company__closed_at=None).exists()


def limits_hold(company: Company) -> None:
    deputies = Deputy.objects.filter(membership__company=company, ended_at=None, declined_at=None)
    assert deputies.count() <= 3
    taken = ProductAccess.objects.active().filter(membership__company=company)
    assert taken.count() <= 2


def keys_are_never_lost_silently(company: Company, *, before: bool, since: int) -> bool:
    """Whether somebody holds the keys now; where nobody does any more, the history says so in the same step."""
    now = keepers(company).exists()
    assert now is bool(health(company).administrators)
    if before and not now and company.closed_at is None:
        told = Event.objects.filter(pk__gt=since, company=company, kind=Kind.COMPANY_ADMINLESS)
        assert told.exists()
    return now


def roles_follow_from_the_history(company: Company, started: dict[int, str]) -> None:
    """The history alone gives everybody's role: each event begins where the one before it ended."""
    roles = dict(started)
    for event in Event.objects.filter(company=company).order_by("pk"):
        if event.kind == Kind.COMPANY_FOUNDED:
            roles[event.actor_id] = Role.GLOBAL_ADMINISTRATOR
        elif event.kind == Kind.COMPANY_ASSOCIATED:
            roles[event.actor_id] = Role.ASSOCIATED
        elif event.kind == Kind.INVITATION_ACCEPTED:
            roles[event.person_id] = event.facts["role"]
        elif event.kind in GIVE_ROLE:
            assert roles[event.person_id] == event.facts["old_role"], event.sentence
            roles[event.person_id] = event.facts["role"]
        elif event.kind == Kind.COMPANY_BECAME_KNOWN:
            roles |= dict.fromkeys(event.facts["people"], Role.ASSOCIATED)
        elif event.kind in (Kind.MEMBER_LEFT, Kind.MEMBER_REMOVED, Kind.MEMBER_EXPIRED):
            assert roles.pop(event.person_id) == event.facts["role"], event.sentence
    here = Membership.objects.filter(company=company, ended_at=None)
    assert dict(here.values_list("user_id", "role")) == roles


def only_those_concerned_are_written_to(since: int) -> None:
    """Each new message goes to somebody of the company, of the event, invited to it, or who kept its keys."""
    for letter in SentEmail.objects.filter(pk__gt=since, company__isnull=False).select_related(
        "event", "company"
    ):
        company, event = letter.company, letter.event
        here = Membership.objects.filter(company=company, ended_at=None, user=letter.recipient_id)
        invited = Invitation.objects.filter(company=company, email=letter.address)
        former = [
            address_of(stone) for stone in FormerAdministrator.objects.filter(company=company)
        ]
        assert (
            here.exists()
            or invited.exists()
            or letter.recipient_id in {event.actor_id, event.person_id}
            or letter.recipient_id in event.facts.get("people", [])
            or letter.address in [*former, company.email, company.vendor_email]
        ), f"{letter.message} to {letter.address}"
