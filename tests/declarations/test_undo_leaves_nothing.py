"""Whatever a new administrator did on probation: after the undo all is as it was, or staff have it on a list."""

from __future__ import annotations

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from klucznik.accounts.models import Session, User
from klucznik.companies.actions.data import edit_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock, tokens
from klucznik.core.errors import DomainError
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.members.actions.access import grant_product_access, withdraw_product_access
from klucznik.members.actions.deputies import name_deputy
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.actions.people import change_role, remove_member
from klucznik.members.models import Deputy, Invitation, ProductAccess
from klucznik.programs.models import ProgramToken
from tests import factories
from tests.declarations import cases

DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
NAMES = ["invite", "join", "raise", "drop", "remove", "tick", "untick", "phone", "name", "deputy"]
acts = st.tuples(st.sampled_from(NAMES), st.integers(0, 9))


def state(company) -> dict:
    """All that a grant may have changed."""
    places = Membership.objects.active().filter(company=company)
    ticks = ProductAccess.objects.filter(membership__company=company, ended_at=None)
    fresh = Company.objects.get(pk=company.pk)
    return {
        "places": set(places.values_list("user__email", "role")),
        "ticks": set(ticks.values_list("membership__user__email", "product__code")),
        "invitations": set(Invitation.objects.open().values_list("email", flat=True)),
        "deputies": set(Deputy.objects.named().values_list("membership__user__email", flat=True)),
        "data": (fresh.name, fresh.phone, fresh.email, fresh.city, fresh.street),
        "licenses": set(License.objects.filter(company=company).values_list("number", "status")),
    }


class Newcomer:
    """What Dorota does with her rights, and what those do whom she let in."""

    def __init__(self, cast) -> None:
        self.cast, self.alfa, self.product = cast, cast.alfa, factories.product()
        self.count = 0

    def doer(self, n: int) -> User:
        return self.cast.dorota if n % 3 else User.objects.filter(email__startswith="gosc").last()

    def play(self, name: str, n: int) -> None:
        self.count += 1
        others = list(Membership.objects.active().filter(company=self.alfa).order_by("pk"))
        target, who = others[n % len(others)], self.doer(n) or self.cast.dorota
        own = cases.place_of(who, self.alfa)
        do = {
            "invite": lambda: self.invite(who),
            "join": self.join,
            "raise": lambda: change_role(who, target, role=Role.ADMINISTRATOR),
            "drop": lambda: change_role(who, target, role=Role.USER),
            "remove": lambda: remove_member(who, target),
            "tick": lambda: grant_product_access(who, target, product=self.product),
            "untick": lambda: withdraw_product_access(who, target, product=self.product),
            "phone": lambda: edit_company(who, own, phone=f"12 {self.count:07d}"),
            "name": lambda: edit_company(who, own, name=f"Alfa {self.count}", city="Rzym"),
            "deputy": lambda: name_deputy(who, target, wait_days=3),
        }
        try:
            with transaction.atomic():
                do[name]()
        except (DomainError, AttributeError, Invitation.DoesNotExist):
            return

    def invite(self, who) -> None:
        email = f"gosc{self.count}@example.com"
        factories.person(email=email)
        invite_member(who, self.alfa, email=email, role=Role.USER, products=[])

    def join(self) -> None:
        invitation = Invitation.objects.open().latest("pk")
        accept_invitation(User.objects.get(email=invitation.email), invitation)


@pytest.mark.django_db
def test_a_revert_leaves_nothing_behind(request):
    cast, travel = request.getfixturevalue("cast"), request.getfixturevalue("travel")
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)
    before = state(cast.alfa)
    before["places"] -= {(cast.dorota.email, "global_administrator")}
    before["places"] |= {(cast.dorota.email, "associated")}

    @settings(
        max_examples=400 if DEEP else 12,
        deadline=None,
        derandomize=not DEEP,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(acts, min_size=4, max_size=16))
    def game(played):
        with transaction.atomic():
            newcomer = Newcomer(cast)
            for name, n in played:
                newcomer.play(name, n)
            gone = set(before["places"]) - state(cast.alfa)["places"]
            done = undo_grant(cast.henryk, cases.fresh(case), note="Nie.", as_lead=True)
            after, listed = state(cast.alfa), cases.fresh(done).about["to_check"]
            lost = {place for place in before["places"] if place not in after["places"]}
            assert after["places"] <= before["places"]
            assert lost <= gone
            removed = Event.objects.filter(pk__in=listed, kind="member.removed")
            assert len(lost) == removed.filter(person__email__in=[e for e, _ in lost]).count()
            assert after["ticks"] <= before["ticks"]
            for what in ("invitations", "deputies", "data", "licenses"):
                assert after[what] == before[what], what
            transaction.set_rollback(True)

    game()


def test_sessions_and_programs_of_the_reverted_person_end(cast, travel, sign_in):
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)
    sign_in(cast.dorota)
    ProgramToken.objects.create(
        public_id="t" * 16,
        person=cast.dorota,
        token_hash=tokens.hashed("klt_x"),
        program="Subiekt GT",
        device_name="KASA-1",
        scopes=["licenses"],
    )
    assert Session.objects.filter(user=cast.dorota).exists()

    undo_grant(cast.henryk, cases.fresh(case), note="Nie.", as_lead=True)

    assert not Session.objects.filter(user=cast.dorota).exists()
    assert not ProgramToken.objects.alive().filter(person=cast.dorota).exists()


def test_what_somebody_else_changed_since_stays_and_is_listed(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)
    place = cases.place_of(cast.dorota, cast.alfa)
    edit_company(cast.dorota, place, phone="12 000 00 00", city="Rzym")
    edit_company(cast.bartek, raised(cast), city="Łódź")

    done = undo_grant(cast.henryk, cases.fresh(case), note="Nie.", as_lead=True)

    fresh = Company.objects.get(pk=cast.alfa.pk)
    assert (fresh.phone, fresh.city) == ("", "Łódź")
    listed = Event.objects.filter(pk__in=cases.fresh(done).about["to_check"])
    assert [event.kind for event in listed] == ["company.changed"]


def raised(cast) -> Membership:
    """Bartek got the role from the vendor, not from Dorota."""
    place = Membership.objects.get(company=cast.alfa, user=cast.bartek)
    place.role, place.role_since, place.role_by = Role.GLOBAL_ADMINISTRATOR, clock.now(), None
    place.save()
    return place
