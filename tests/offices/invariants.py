"""What must hold between offices and their clients after every act, whoever did it and whatever it was."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass

from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import Permission, roles_with
from klucznik.core import tokens
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.offices.invitations import secret_of
from klucznik.offices.life import LEADS, State
from klucznik.offices.limits import Counter, clients_of, shares_of
from klucznik.offices.models import Assignment, Client, Power, PowerKind, Share
from klucznik.offices.opening import may_open
from klucznik.offices.standing import visible_clients
from tests.offices.world import World

# What leads from one state to another: the table of life.py, and the end of the time for reading.
STEPS = {(one, other) for leads in LEADS.values() for one, other in leads.items()}
STEPS |= {(state, state) for state in State} | {(State.READING, State.ENDED)}
# What both sides read, as long as both have a company. Declining needs none.
BOTH = {
    Kind.SHARE_ASKED, Kind.SHARE_ACCEPTED, Kind.SHARE_WITHDRAWN, Kind.SHARE_CLOSED,
    Kind.POWER_ENDED, Kind.POWER_GIVEN, Kind.POWERS_LAPSED,
}  # fmt: skip
GLOBAL = Role.GLOBAL_ADMINISTRATOR


@dataclass
class Seen:
    """How it stands after an act, as far as the next one is compared with it."""

    event: int
    states: dict[int, State]
    used: dict[str, int]
    links: dict[str, int]
    mailboxes: dict[int, tuple[str, str]]
    places: set[int]
    keys: set[int]
    firms: dict[str, Firm]


@dataclass(frozen=True)
class Firm:
    """What an invitation would find at a firm: an open company with keys, licenses, the vendor's word, anybody ever."""

    held: bool
    licensed: bool
    known: bool
    peopled: bool

    @property
    def is_somebodys(self) -> bool:
        return self.held or self.licensed or self.known or self.peopled


def look(world: World, before: Seen | None = None) -> Seen:
    """The links of before are remembered for good."""
    shares = list(Share.objects.all())
    links = before.links if before else {}
    return Seen(
        event=Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0,
        states={share.pk: share.state for share in shares},
        mailboxes={share.pk: (share.email, secret_of(share)) for share in shares},
        used=used(),
        links=links | {secret_of(share): share.pk for share in shares},
        places=set(Membership.objects.values_list("pk", flat=True)),
        keys=set(Membership.objects.active().filter(role=GLOBAL).values_list("pk", flat=True)),
        firms=firms(world),
    )


def used() -> dict[str, int]:
    """How many places of each limit are taken: clients of an office, shares of a license."""
    clients = Tally(Client.objects.registered().values_list("office", flat=True))
    shares = Tally(Share.objects.current().values_list("license", flat=True))
    found = {f"clients {office}": count for office, count in clients.items()}
    return found | {f"shares {license}": count for license, count in shares.items()}


def counter_of(world: World, what: str, key: int) -> Counter:
    if what == "shares":
        return shares_of(License.objects.get(pk=key))
    return clients_of(Company.objects.get(pk=key), world.program)


def firms(world: World) -> dict[str, Firm]:
    """By tax number; a closed company is as good as none."""
    numbers = [tax_id.number for tax_id in world.tax_ids]
    there = Company.objects.open().filter(tax_number__in=numbers)
    people = {place for company in there for place in Membership.objects.of(company)}
    held = {one.company_id for one in people if one.role == GLOBAL and one.ended_at is None}
    peopled = {one.company_id for one in people}
    licensed = set(License.objects.filter(company__in=there).values_list("company", flat=True))
    return {
        one.tax_number: Firm(one.pk in held, one.pk in licensed, one.is_known, one.pk in peopled)
        for one in there
    }


def limits_hold(world: World, before: Seen, now: Seen) -> None:
    """What is over stays; nothing new goes beyond."""
    for name, count in now.used.items():
        if count > before.used.get(name, 0):
            what, key = name.split()
            counter = counter_of(world, what, int(key))
            assert count == counter.used
            assert not counter.over


def states_follow_the_table(before: Seen) -> None:
    for share in Share.objects.all():
        if share.pk in before.states:
            assert (before.states[share.pk], share.state) in STEPS
        else:
            assert share.state == State.INVITED


def a_client_has_one_share() -> None:
    current = Tally(Share.objects.current().values_list("client", flat=True))
    assert all(count == 1 for count in current.values())
    firms = Client.objects.current().values_list("office", "program", "tax_number")
    assert all(count == 1 for count in Tally(firms).values())


def nothing_outlives_its_relation() -> None:
    """Powers end with the sharing, assignments with the client and with the place in the office."""
    for power in Power.objects.filter(ended_at=None).select_related("share"):
        assert power.share.state == State.ACTIVE
    serve = roles_with(Permission.CLIENTS_SERVE)
    for one in Assignment.objects.filter(ended_at=None).select_related("client"):
        place = Membership.objects.active().filter(company=one.client.office_id, user=one.member_id)
        assert one.client.ended_at is None
        assert place.filter(role__in=serve).exists()
    for share in Share.objects.current().exclude(company=None).select_related("client", "company"):
        assert share.client.ended_at is None
        assert share.company.closed_at is None
        assert share.company.tax_id == share.tax_id


def links_are_of_now(before: Seen, now: Seen) -> None:
    """The newest link opens its share, every earlier one opens nothing; another mailbox gets another link."""
    for share, (mailbox, link) in before.mailboxes.items():
        assert now.mailboxes[share][0] == mailbox or now.mailboxes[share][1] != link
    shares = list(Share.objects.all())
    opening = {share.secret_hash: share.pk for share in shares}
    current = {tokens.hashed(secret_of(share)): share.pk for share in shares}
    assert opening == current
    earlier = {tokens.hashed(secret) for secret in now.links} - set(current)
    assert not earlier & set(opening)


def offices_stay_outside(world: World, before: Seen, now: Seen) -> None:
    """Nobody who works in an office gets a place at its client."""
    made = Membership.objects.filter(pk__in=now.places - before.places)
    for place in made.exclude(company__in=world.offices):
        serving = Share.objects.current().filter(company=place.company_id)
        offices = serving.values("client__office")
        works = Membership.objects.active().filter(user=place.user_id, company__in=offices)
        assert not works.exists()


def keys_are_made_where_nobody_holds_any(before: Seen, now: Seen) -> None:
    """An invitation makes an administrator only of a company that it makes, or of one that never had anybody."""
    made = Membership.objects.filter(pk__in=now.keys - before.keys).select_related("company")
    for place in made.filter(joined=Membership.Joined.INVITED):
        firm = before.firms.get(place.company.tax_number)
        assert firm is None or not firm.is_somebodys
        assert place.proven_at is None
        share = Share.objects.active().get(company=place.company)
        assert share.made_company
        assert share.accepted_by_id == place.user_id


def people_see_and_open_what_they_serve(world: World) -> None:
    """An employee finds the clients given to them, and opens what is accepted, paid for and allowed."""
    for office, person in zip(world.offices, world.employees, strict=True):
        place = Membership.objects.active().filter(company=office, user=person).first()
        given = Client.objects.filter(assignments__member=person, assignments__ended_at=None)
        seen = set(visible_clients(place)) if place else set()
        assert seen == set(given)
        for client in Client.objects.filter(shares__in=Share.objects.active()):
            if may_open(person, client, world.app):
                share = Share.objects.active().get(client=client)
                assert client in seen
                assert Power.objects.filter(
                    share=share, kind=PowerKind.WORK, ended_at=None
                ).exists()
                assert shares_of(share.license).most


def each_side_is_told_once(before: Seen) -> None:
    """One event of an act for each side, and the client's only in the client's company."""
    new = Event.objects.filter(pk__gt=before.event, subject_type=Share._meta.label)
    told = Tally((one.kind, one.subject_id, bool(one.facts.get("at_client"))) for one in new)
    assert all(count == 1 for count in told.values()), told
    for kind, subject, at_client in told:
        if kind in BOTH:
            assert (kind, subject, not at_client) in told
    for event in new.select_related("company"):
        share = Share.objects.select_related("client").get(pk=event.subject_id)
        of_office = event.company_id == share.client.office_id
        assert of_office != bool(event.facts.get("at_client"))
