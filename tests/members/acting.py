"""What the game about people can do: every act of somebody in one of two companies, refusals included."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import transaction

from klucznik.accounts.actions.leaving import delete_account, stop_deletion
from klucznik.accounts.models import User
from klucznik.companies.actions.closing import close_company
from klucznik.companies.actions.connecting import connect_company, found_company
from klucznik.companies.knowing import become_known
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.jobs.models import Job
from klucznik.jobs.queue import TASKS
from klucznik.members import tasks
from klucznik.members.actions.access import set_product_access
from klucznik.members.actions.access_requests import ask_for_access, grant_access_request
from klucznik.members.actions.deputies import (
    accept_deputyship,
    decline_deputyship,
    dismiss_deputy,
    name_deputy,
    resign_deputyship,
)
from klucznik.members.actions.handing_over import Afterwards, hand_over
from klucznik.members.actions.invitations import (
    change_invitation,
    invite_member,
    revoke_invitation,
    send_invitation_again,
)
from klucznik.members.actions.joining import accept_invitation, decline_invitation
from klucznik.members.actions.limits import set_place_until
from klucznik.members.actions.other_accounts import allow_other_account, ask_with_other_account
from klucznik.members.actions.people import change_role, leave_company, remove_member
from klucznik.members.models import AccessRequest, AnotherAccount, Deputy, Invitation
from klucznik.recovery.actions.requests import approve_request, expire_request, request_rights
from klucznik.recovery.models import RightsRequest
from tests import factories
from tests.accounts.departing import decide

REASON = "Nikt inny już tu nie pracuje."


class Players:
    """Six people and two companies: Alfa is the vendor's customer, Nowa only its founder knows."""

    def __init__(self) -> None:
        self.product = factories.product("portal-dla-ludzi", metric="users", needs_access=True)
        self.alfa = factories.company("Alfa", email="biuro@alfa.example")
        self.nowa = factories.company("Nowa", known=False)
        factories.license(self.alfa, product=self.product, amount=2, number="ALFA1-1-1-1")
        self.people = [
            factories.with_factor(
                factories.person(f"Osoba{number}", email=f"o{number}@example.com")
            )
            for number in range(6)
        ]
        for number, role in enumerate(
            [Role.GLOBAL_ADMINISTRATOR, Role.ADMINISTRATOR, Role.USER, Role.ASSOCIATED]
        ):
            proven = role != Role.ASSOCIATED
            factories.membership(self.alfa, self.people[number], role, proven=proven)
        factories.membership(self.nowa, self.people[4], Role.GLOBAL_ADMINISTRATOR, proven=False)
        factories.membership(self.nowa, self.people[1], Role.USER, proven=False)

    @property
    def companies(self) -> list[Company]:
        return list(Company.objects.filter(pk__in=[self.alfa.pk, self.nowa.pk]).order_by("pk"))

    def person(self, number: int) -> User:
        return User.objects.get(pk=self.people[number].pk)

    def company(self, number: int) -> Company:
        return self.companies[number]

    def place(self, person: int, company: int) -> Membership:
        """The place, also one that has ended: whoever acts may have an old page open."""
        return (
            Membership.objects.select_related("user", "company")
            .filter(user=self.people[person], company=self.company(company))
            .latest("pk")
        )

    def invitation(self, email: str, company: int) -> Invitation:
        sent = Invitation.objects.select_related("company", "invited_by")
        return sent.filter(email=email, company=self.company(company)).latest("pk")

    def deputy(self, person: int, company: int) -> Deputy:
        places = Membership.objects.filter(user=self.people[person], company=self.company(company))
        found = Deputy.objects.select_related("membership__company", "membership__user")
        return found.filter(membership__in=places).latest("pk")


def attempt(players: Players, act: str, *how: Any) -> None:
    """Play one act; that it is refused, or that there is nothing to do it to, is part of the game."""
    missing = (
        Membership.DoesNotExist,
        Invitation.DoesNotExist,
        Deputy.DoesNotExist,
        RightsRequest.DoesNotExist,
        AccessRequest.DoesNotExist,
        AnotherAccount.DoesNotExist,
    )
    with suppress(DomainError, *missing), transaction.atomic():
        ACTS[act](players, *how)


def invite(p: Players, who: int, company: int, email: str, role: Role, days: int) -> None:
    until = clock.today() + timedelta(days=days) if days else None
    invite_member(p.person(who), p.company(company), email=email, role=role, until=until)


def accept(p: Players, who: int, company: int, email: str) -> None:
    """With the invited account, or, once allowed, with another one."""
    invitation = p.invitation(email, company)
    ask_with_other_account(p.person(who), invitation)
    accept_invitation(p.person(who), invitation)


def ask_with_another(p: Players, who: int, company: int, email: str) -> None:
    ask_with_other_account(p.person(who), p.invitation(email, company))


def allow_another(p: Players, who: int, company: int, email: str) -> None:
    asked = AnotherAccount.objects.select_related("invitation__company", "user")
    allow_other_account(
        p.person(who), asked.filter(invitation=p.invitation(email, company)).latest("pk")
    )


def connect(p: Players, who: int, company: int) -> None:
    connect_company(p.person(who), p.company(company), statement=True, license_number="ALFA1-1-1-1")


def limit(p: Players, who: int, whom: int, company: int, days: int) -> None:
    until = clock.today() + timedelta(days=days) if days else None
    set_place_until(p.person(who), p.place(whom, company), until=until)


def tick(p: Players, who: int, whom: int, company: int, products: bool) -> None:
    chosen = [p.product] if products else []
    set_product_access(p.person(who), p.place(whom, company), products=chosen)


def give_access(p: Players, who: int, company: int) -> None:
    asked = AccessRequest.objects.open().select_related("membership__company")
    grant_access_request(
        p.person(who), asked.filter(membership__company=p.company(company)).latest("pk")
    )


def give_rights(p: Players, who: int, company: int, role: Role) -> None:
    asked = RightsRequest.objects.select_related("company", "person")
    approve_request(p.person(who), asked.filter(company=p.company(company)).latest("pk"), role=role)


def found(p: Players, who: int, company: int) -> None:
    found_company(
        p.person(who), tax_id=p.company(company).tax_id, statement=True, name=f"Nowa {who}"
    )


def let_the_clock_work() -> None:
    """What the worker does when its time comes, to places, offers, deputies, requests and accounts."""
    tasks.end_places()
    tasks.end_rights()
    tasks.expire_invitations()
    tasks.expire_access_requests()
    tasks.ask_deputies_again()
    tasks.lapse_deputies()
    pending = RightsRequest.State.PENDING
    for request in RightsRequest.objects.filter(state=pending, expires_at__lte=clock.now()):
        expire_request(request)
    for user in User.objects.filter(deletion_due_at__lte=clock.now(), deleted_at=None):
        delete_account(None, user)


def tell() -> None:
    """Deliver what has happened to those who write the messages and follow up."""
    while waiting := list(
        Job.objects.filter(done_at=None, task__in=["events.deliver", "recovery.supersede"])
    ):
        for job in waiting:
            TASKS[job.task](**job.payload)
            Job.objects.filter(pk=job.pk).update(done_at=clock.now())


ACTS: dict[str, Any] = {
    "leave": lambda p, who, company: leave_company(p.person(who), p.place(who, company)),
    "remove": lambda p, who, whom, company: remove_member(p.person(who), p.place(whom, company)),
    "change_role": lambda p, who, whom, company, role: change_role(
        p.person(who), p.place(whom, company), role=role
    ),
    "hand_over": lambda p, who, whom, company, afterwards: hand_over(
        p.person(who), p.place(whom, company), afterwards=Afterwards(afterwards)
    ),
    "name_deputy": lambda p, who, whom, company: name_deputy(
        p.person(who), p.place(whom, company), wait_days=7
    ),
    "accept_deputyship": lambda p, who, company: accept_deputyship(
        p.person(who), p.deputy(who, company)
    ),
    "decline_deputyship": lambda p, who, company: decline_deputyship(
        p.person(who), p.deputy(who, company)
    ),
    "resign": lambda p, who, company: resign_deputyship(p.person(who), p.deputy(who, company)),
    "dismiss": lambda p, who, whom, company: dismiss_deputy(p.person(who), p.deputy(whom, company)),
    "invite": invite,
    "change_invitation": lambda p, who, company, email, role: change_invitation(
        p.person(who), p.invitation(email, company), role=role
    ),
    "send_again": lambda p, who, company, email: send_invitation_again(
        p.person(who), p.invitation(email, company)
    ),
    "revoke": lambda p, who, company, email: revoke_invitation(
        p.person(who), p.invitation(email, company)
    ),
    "accept": accept,
    "decline": lambda p, who, company, email: decline_invitation(
        p.person(who), p.invitation(email, company)
    ),
    "ask_with_another": ask_with_another,
    "allow_another": allow_another,
    "connect": connect,
    "limit": limit,
    "tick": tick,
    "ask_access": lambda p, who, company: ask_for_access(
        p.person(who), p.company(company), product=p.product
    ),
    "give_access": give_access,
    "ask_rights": lambda p, who, company: request_rights(
        p.person(who), p.company(company), reason=REASON
    ),
    "give_rights": give_rights,
    "ask_deletion": lambda p, who: decide(p.person(who)),
    "stop_deletion": lambda p, who: stop_deletion(p.person(who)),
    "close": lambda p, who, company: close_company(p.person(who), p.company(company)),
    "found": found,
    "recognize": lambda p: become_known([p.nowa.pk]),
}
