"""What has happened to people and their rights: places with an end, requests, invitations of every fate, deputies."""

from __future__ import annotations

from datetime import timedelta

from klucznik.accounts.actions.notices import mark_all_read
from klucznik.catalog.models import Product
from klucznik.companies.actions.security import demand_factor
from klucznik.companies.models import FactorDemand, Membership, Role
from klucznik.core import clock
from klucznik.demo.casting import company, engage, person
from klucznik.demo.people import NOWHERE
from klucznik.demo.scenes.crowd import bring_companies_of, bring_crowd
from klucznik.demo.scenes.order import scene
from klucznik.members.actions.access_requests import ask_for_access
from klucznik.members.actions.deputies import accept_deputyship, name_deputy
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.actions.limits import set_access_until, set_place_until
from klucznik.members.actions.other_accounts import ask_with_other_account
from klucznik.members.models import Deputy, Invitation


@scene(days_ago=60)
def beta_grows() -> None:
    """Celina's people, and an administrator of hers who has no second step."""
    bring_crowd("beta", opening=product())
    invite_member(
        person("celina"), company("beta"), email="damian@beta.example", role=Role.ADMINISTRATOR
    )
    join("damian")


@scene(days_ago=55)
def celina_demands_the_second_step() -> None:
    demand_factor(person("celina"), company("beta"), demand=FactorDemand.ADMINISTRATORS)


@scene(days_ago=50)
def anna_invites_more_people() -> None:
    for key, products in (("zofia", [product()]), ("marek", [])):
        email = f"{key}@alfa.example"
        invite_member(
            person("anna"), company("alfa"), email=email, role=Role.USER, products=products
        )
        join(key)


@scene(days_ago=30)
def urszula_connects_the_companies_she_works_for() -> None:
    engage("urszula")
    bring_companies_of("urszula")


@scene(days_ago=20)
def anna_invites_somebody_who_never_answers() -> None:
    invite_member(person("anna"), company("alfa"), email="pawel@alfa.example", role=Role.USER)


@scene(days_ago=5)
def alfa_looks_for_deputies() -> None:
    """Bartek agrees to stand by, Marek has not answered; what came before, Anna has read."""
    for key in ("bartek", "marek"):
        name_deputy(person("anna"), place(key), wait_days=7)
    accept_deputyship(person("bartek"), Deputy.objects.get(membership=place("bartek")))
    mark_all_read(person("anna"))


@scene(days_ago=4)
def zofia_stays_until_the_end_of_the_season() -> None:
    today = clock.today()
    set_place_until(person("anna"), place("zofia"), until=today + timedelta(days=24))
    set_access_until(
        person("anna"), place("zofia"), product=product(), until=today + timedelta(days=16)
    )


@scene(days_ago=3)
def an_invitation_comes_back() -> None:
    email = f"katarzyna{NOWHERE}"
    invite_member(person("anna"), company("alfa"), email=email, role=Role.USER)


@scene(days_ago=2.5)
def dorota_has_another_account() -> None:
    """Invited at an address of the company, she would rather accept with the account that she has."""
    offer = invite_member(
        person("anna"), company("alfa"), email="dorota.dab@alfa.example", role=Role.USER
    )
    ask_with_other_account(person("dorota"), offer)


@scene(days_ago=0.5)
def marek_asks_for_a_product() -> None:
    ask_for_access(
        person("marek"),
        company("alfa"),
        product=product(),
        reason="Od grudnia wystawiam faktury w sklepie firmowym.",
    )


def product() -> Product:
    """What the people of the cast open with accounts of their own."""
    return Product.objects.get(code="subiekt-123")


def place(key: str) -> Membership:
    """Somebody's place in Alfa."""
    return Membership.objects.active().get(user=person(key), company=company("alfa"))


def join(key: str) -> None:
    """Make an account and accept the invitation of its address."""
    engage(key)
    accept_invitation(person(key), Invitation.objects.get(email=person(key).email))
