"""The demonstration's history is played by our own actions, and leaves everybody where their part says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.accounts.factors import has_factor, is_factor_mature
from klucznik.catalog.loading import load_catalog
from klucznik.companies.health import State as Health
from klucznik.companies.health import health
from klucznik.companies.models import Company, FactorDemand, Membership, Role
from klucznik.contact.models import Ticket
from klucznik.core import clock
from klucznik.declarations.models import Declaration
from klucznik.demo.casting import company, person
from klucznik.demo.clock import offset
from klucznik.demo.people import CAST, CUSTOMERS, EMPLOYEES, NOWHERE, PASSWORD
from klucznik.demo.scenes import offices, play
from klucznik.demo.scenes.licenses import product
from klucznik.devices.models import Device
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.help.loading import load as load_articles
from klucznik.help.models import Voice
from klucznik.jobs.models import Job
from klucznik.licensing.actions.keys import ensure_signing_key
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.models import License, Transfer
from klucznik.licensing.reading import standings
from klucznik.licensing.validation import judge
from klucznik.mail.models import SentEmail
from klucznik.members.models import AccessRequest, AnotherAccount, Deputy, Invitation
from klucznik.news.models import Notice
from klucznik.offices.life import State
from klucznik.offices.limits import clients_of
from klucznik.recovery.models import FirstAdministratorInvitation, RightsRequest

SHARED = {
    "rogal": State.ACTIVE,
    "malwa": State.READING,
    "orzel": State.ACTIVE,
    "fala": State.INVITED,
    "rumianek": State.INVITED,
    "beta": State.ASKED,
    "babel": State.ENDED,
}
pytestmark = pytest.mark.django_db


def role(who: str, where: str) -> str:
    return Membership.objects.active().get(user=person(who), company=company(where)).role


def test_after_the_last_scene_everybody_stands_where_their_part_says(demo_settings):
    load_catalog()
    load_articles()
    ensure_signing_key()

    play()

    assert Company.objects.count() == 313
    assert role("anna", "alfa") == Role.GLOBAL_ADMINISTRATOR
    assert role("bartek", "alfa") == Role.ADMINISTRATOR
    assert role("bogna", "alfa") == Role.USER
    assert role("celina", "beta") == Role.GLOBAL_ADMINISTRATOR
    assert role("jan", "zorza") == Role.GLOBAL_ADMINISTRATOR
    assert role("igor", "alfa") == Role.ASSOCIATED
    assert not Membership.objects.filter(user=person("dorota")).exists()
    assert not Membership.objects.filter(company=company("feniks")).exists()
    assert Declaration.objects.get(company=company("gwiazda")).state == "in_review"
    assert (
        Declaration.objects.get(company=company("wisla"), claimant=person("jacek")).state
        == "notice"
    )
    assert Declaration.objects.get(company=company("tatry")).state == "ready"
    assert RightsRequest.objects.get(person=person("igor")).state == "pending"
    assert FirstAdministratorInvitation.objects.get(company=company("modrzew")).accepted_at is None
    everybody_can_sign_in_as_the_start_page_says()
    what_was_asked_and_told()
    licenses_stand_in_every_state()
    invitations_of_alfa_have_every_fate()
    somebody_waits_for_an_answer()
    companies_are_large_and_many()
    anna_has_read_what_is_old()
    saldo_has_clients_of_every_kind()
    it_happened_in_the_past_and_is_all_done()


def everybody_can_sign_in_as_the_start_page_says():
    for one in [*CUSTOMERS, *EMPLOYEES]:
        user = person(one.key)
        assert user.check_password(PASSWORD)
        assert user.activated_at
        assert has_factor(user) == one.factor
        assert is_factor_mature(user) == one.factor
        assert [place.role for place in user.staff.all()] == ([one.staff] if one.staff else [])


def licenses_stand_in_every_state():
    shown = [license for key in ("alfa", "beta") for license in licenses_of(key)]
    verdicts = {judge(facts_of(license)).verdict.value for license in shown}
    anna = Membership.objects.active().get(user=person("anna"), company=company("alfa"))
    used = {
        (row.license.product.code, row.license.edition): (row.used, row.license.size)
        for row in standings(anna, licenses_of("alfa"))
    }
    soon = next(one for one in licenses_of("alfa") if one.product.code == "rachmistrz-nexo")

    assert verdicts >= {"valid", "unregistered", "unregistered_over", "awaiting", "trial"}
    assert verdicts >= {"in_grace", "expired", "suspended"}
    assert used["subiekt-gt", ""] == (3, 3)
    assert used["subiekt-nexo", ""] == (6, 9)
    assert soon.days_left == 8
    assert Transfer.objects.open().get(receiver=company("alfa")).giver == company("beta")
    assert licenses_of("sosna")[0].entities.active().count() == 42
    assert Device.objects.get(name="KASA-STARA").last_seen_at < clock.now() - timedelta(days=70)


def licenses_of(key):
    return list(License.objects.filter(company=company(key)).told().order_by("pk"))


def invitations_of_alfa_have_every_fate():
    offers = Invitation.objects.filter(company=company("alfa"))
    waiting = offers.waiting()

    assert {one.email for one in waiting.filter(bounced_at=None)} == {
        "oskar@alfa.example",
        "dorota.dab@alfa.example",
    }
    assert waiting.get(bounced_at__isnull=False).email == f"katarzyna{NOWHERE}"
    assert offers.get(expired_at__isnull=False).email == "pawel@alfa.example"
    assert AnotherAccount.objects.get(allowed_at=None, refused_at=None).user == person("dorota")


def somebody_waits_for_an_answer():
    zofia = Membership.objects.get(user=person("zofia"))

    assert AccessRequest.objects.open().get().membership.user == person("marek")
    assert Deputy.objects.named().get(accepted_at=None).membership.user == person("marek")
    assert Deputy.objects.named().get(accepted_at__isnull=False).membership.user == person("bartek")
    assert zofia.until < clock.now() + timedelta(days=30)
    assert zofia.accesses.get().until < zofia.until


def companies_are_large_and_many():
    beta = company("beta")

    assert Membership.objects.active().filter(company=beta).count() == 252
    assert beta.factor_demand == FactorDemand.ADMINISTRATORS
    assert role("damian", "beta") == Role.ADMINISTRATOR
    assert health(beta).state == Health.FRAGILE
    assert Company.objects.visible_to(person("urszula")).count() == 60
    assert all(
        health(one).state == Health.ADMINLESS
        for one in Company.objects.visible_to(person("urszula"))[:3]
    )


def anna_has_read_what_is_old():
    letters = SentEmail.objects.filter(recipient=person("anna"))
    read, unread = letters.exclude(read_at=None), letters.filter(read_at=None)

    assert read.latest("created_at").created_at <= unread.earliest("created_at").created_at
    assert unread.earliest("created_at").created_at < clock.now() - timedelta(days=4)


def saldo_has_clients_of_every_kind():
    states = {key: offices.share_of(key).state for key in SHARED}
    days = {key: offices.client(key).days_left for key in ("mlyn", "kowadlo")}
    gt, nexo = (product(code) for code in ("subiekt-123-gt", "subiekt-123-nexo"))
    office, orzel = company("saldo"), offices.share_of("orzel")

    assert states == SHARED
    assert offices.share_of("fala").bounced_at
    assert orzel.is_withdrawable
    assert orzel.accepted_by == person("tymon")
    assert days == {"mlyn": 1, "kowadlo": 9}
    assert offices.client("ptaszek").ended_at
    assert (clients_of(office, gt).used, clients_of(office, gt).most) == (9, 35)
    assert clients_of(office, nexo).over == 1
    assert not Membership.objects.filter(company=orzel.company, user=person("hanna")).exists()


def what_was_asked_and_told():
    assert {ticket.state for ticket in Ticket.objects.all()} == {"awaiting", "waiting"}
    assert Voice.objects.filter(helpful=False).count() == 2
    assert Notice.objects.published().count() == 2


def it_happened_in_the_past_and_is_all_done():
    prepared = [
        Kind.CATALOG_LOADED,
        Kind.ARTICLES_LOADED,
        Kind.SIGNING_KEY_MADE,
        Kind.ARTICLE_PUBLISHED,
    ]
    played = Event.objects.exclude(kind__in=prepared).order_by("id")
    first, last = played.first(), played.last()

    assert offset() == timedelta()
    assert first
    assert last
    assert first.at < clock.now() - timedelta(days=90)
    assert last.at <= clock.now()
    assert Event.objects.filter(kind=Kind.INVITATION_ACCEPTED).count() == 7
    assert not Job.objects.filter(done_at=None).exists()


def test_the_cast_has_names_and_addresses_of_its_own():
    addresses = [one.email for one in CAST.values()]

    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith(".example") for address in addresses)
