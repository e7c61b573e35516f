"""New versions of the vendor's texts: announced, shown with what changed, accepted once, no wall before the exits."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klucznik.accounts.models import Announcement, Consent, User
from klucznik.accounts.tasks import announce_texts
from klucznik.core import clock
from klucznik.core.vendor import NEUTRAL
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.departing import filled_in
from tests.accounts.people import form, letters, link_in, sign_in, sign_up

pytestmark = pytest.mark.django_db
TERMS, REFUSED = "account_terms", "account_terms_refused"
OLD = "2026-11-01"


def day(*, ahead: int) -> str:
    return (clock.today() + timedelta(days=ahead)).isoformat()


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    """The vendor's own folder, to which a test adds versions."""
    own = tmp_path / "vendor"
    shutil.copytree(NEUTRAL, own)
    settings.VENDOR_DIR = str(own)
    return own


def publish(folder: Path, version: str, *, kind: str = "terms", changes: bool = False) -> str:
    """A new version: one sentence reads differently, one is new."""
    for language, (old, new, more) in {
        "en": ("at least 14 days before", "at least 30 days before", "You may have two accounts."),
        "pl": ("14 dni wcześniej", "30 dni wcześniej", "Możesz mieć dwa konta."),
    }.items():
        text = (folder / "documents" / f"{kind}.{OLD}.{language}.md").read_text()
        path = folder / "documents" / f"{kind}.{version}.{language}.md"
        path.write_text(f"{text.replace(old, new)}\n\n## 7. Konta / Accounts\n\n{more}\n")
        if changes:
            path.with_name(f"{kind}.{version}.changes.{language}.md").write_text(
                f"**Nota {language}**"
            )
    return version


def agreed(user: User, version: str = OLD) -> User:
    """Somebody who accepted both texts when they signed up."""
    for kind in ("terms", "privacy"):
        Consent.objects.create(user=user, document=kind, version=version, language="pl")
    return user


@pytest.fixture
def dorota(cast) -> User:
    return agreed(cast.dorota)


@pytest.fixture
def browser(dorota) -> Client:
    client = Client()
    sign_in(client, dorota.email)
    return client


def accept(client: Client, **changes: str):
    page = client.get(reverse(TERMS))
    shown = page.context["form"]
    ticks = {name: "on" for name in shown.fields if name != "versions"}
    data = {"versions": shown["versions"].value(), **ticks, **changes}
    return client.post(f"{reverse(TERMS)}?next={reverse('companies:switch')}", data)


def test_who_is_signed_in_sees_it_at_the_next_page_and_goes_on_after_accepting(
    folder, browser, dorota
):
    assert browser.get(reverse("companies:switch")).status_code == 200
    new = publish(folder, day(ahead=0))

    answer = browser.get(reverse("companies:switch"))
    assert answer.url.startswith(reverse(TERMS))
    page = browser.get(answer.url).content.decode()
    assert "The terms of use have changed" in page
    assert "30 days" in page.replace("</ins>", "")
    assert "You may have two accounts." in page

    assert accept(browser).url == reverse("companies:switch")
    assert browser.get(reverse("companies:switch")).status_code == 200
    assert Consent.objects.get(user=dorota, document="terms", version=new).language == "en"
    event = Event.objects.get(kind=Kind.ACCOUNT_TERMS_ACCEPTED)
    assert (event.actor, event.facts["version"]) == (dorota, new)


def test_and_at_the_next_sign_in(folder, dorota):
    publish(folder, day(ahead=0))
    client = Client()
    sign_in(client, dorota.email)

    assert client.get(reverse("account_overview")).url.startswith(reverse(TERMS))


def test_it_is_written_in_the_readers_language(folder, dorota):
    publish(folder, day(ahead=0), changes=True)
    User.objects.filter(pk=dorota.pk).update(language="pl")
    client = Client()
    sign_in(client, dorota.email)

    page = client.get(reverse(TERMS)).content.decode().replace("\xa0", " ")
    assert "Zmienił się regulamin" in page
    assert "<strong>Nota pl</strong>" in page
    assert "Możesz mieć dwa konta." in page


def test_a_changed_notice_about_data_asks_for_its_own_consent(folder, browser, dorota):
    version = publish(folder, day(ahead=0), kind="privacy")
    accept(browser)

    assert Consent.objects.filter(user=dorota, document="privacy", version=version).exists()
    assert Event.objects.filter(kind=Kind.ACCOUNT_PRIVACY_ACCEPTED).count() == 1
    assert not Event.objects.filter(kind=Kind.ACCOUNT_TERMS_ACCEPTED).exists()


def test_without_the_tick_nothing_is_accepted(folder, browser, dorota):
    publish(folder, day(ahead=0))

    assert accept(browser, terms="").status_code == 422
    assert dorota.consents.count() == 2


def test_what_is_accepted_is_what_lay_before_the_person(folder, browser, dorota):
    publish(folder, day(ahead=-1))
    page = browser.get(reverse(TERMS)).context["form"]
    newest = publish(folder, day(ahead=0))

    answer = accept(browser, versions=page["versions"].value())

    assert answer.status_code == 422
    assert "Read the newest version below" in answer.content.decode()
    assert dorota.consents.count() == 2
    accept(browser)
    assert dorota.consents.filter(version=newest).exists()


def test_accepting_twice_is_accepting_once(folder, browser, dorota):
    publish(folder, day(ahead=0))
    shown = browser.get(reverse(TERMS)).context["form"]["versions"].value()
    for _ in range(2):
        browser.post(reverse(TERMS), {"versions": shown, "terms": "on"})

    assert dorota.consents.filter(document="terms").count() == 2
    assert Event.objects.filter(kind=Kind.ACCOUNT_TERMS_ACCEPTED).count() == 1


def test_the_exits_stay_open(folder, browser):
    publish(folder, day(ahead=0))

    assert "Delete the account" in browser.get(reverse(REFUSED)).content.decode()
    for name in ("account_take_out", "account_delete", REFUSED):
        assert browser.get(reverse(name)).status_code == 200
    for kind in ("terms", "privacy"):
        assert browser.get(reverse("document", args=[kind])).status_code == 200
    browser.post(reverse("account_take_out"))
    assert browser.post(reverse("account_logout")).status_code == 302


def test_whoever_refuses_can_delete_the_account(folder, browser, dorota):
    publish(folder, day(ahead=0))
    browser.post(reverse("account_delete"), filled_in(browser))

    dorota.refresh_from_db()
    assert dorota.is_leaving


def test_a_form_that_is_being_sent_is_not_lost(folder, browser, dorota):
    publish(folder, day(ahead=0))

    answer = browser.post(reverse("account_name"), {"first_name": "Dora", "last_name": "Dąb"})

    assert answer.url == reverse("account_overview")
    dorota.refresh_from_db()
    assert dorota.first_name == "Dora"


def test_programs_go_on(folder, browser):
    publish(folder, day(ahead=0))

    assert browser.get("/api/v1/companies").status_code == 200


def test_the_staff_are_asked_too_and_go_on(folder, cast, sign_in):
    agreed(cast.henryk)
    publish(folder, day(ahead=0))
    client = sign_in(cast.henryk, factor=True)

    assert client.get(reverse("backoffice:start")).url.startswith(reverse(TERMS))
    accept(client)
    assert client.get(reverse("backoffice:start")).status_code == 200


def test_staff_made_by_the_operator_never_accepted_and_are_not_asked(folder, cast, sign_in):
    publish(folder, day(ahead=0))
    client = sign_in(cast.henryk, factor=True)

    assert client.get(reverse("backoffice:start")).status_code == 200


def test_a_version_of_tomorrow_is_not_in_force(folder, browser, dorota, travel):
    new = publish(folder, day(ahead=1))

    assert browser.get(reverse("companies:switch")).status_code == 200
    assert browser.get(reverse(TERMS)).status_code == 302
    assert (
        "comes into force on"
        in browser.get(reverse("document", args=["terms"]), {"version": new}).content.decode()
    )
    travel(days=1)
    assert browser.get(reverse("companies:switch")).status_code == 302


def test_new_people_accept_the_version_in_force(folder):
    publish(folder, day(ahead=5))
    newest = publish(folder, day(ahead=0))
    client = Client()
    sign_up(client, **form())
    client.post(link_in(letters()[0]), {"go": "1"})

    zofia = User.objects.get(email="zofia@example.com")
    assert zofia.consents.get(document="terms").version == newest


def test_two_weeks_ahead_people_are_told_once(folder, dorota, travel):
    new = publish(folder, day(ahead=20))
    announce_texts()
    assert not letters(dorota.email)

    travel(days=6)
    for _ in range(2):
        announce_texts()
    (letter,) = letters(dorota.email)
    assert letter.subject.startswith("[Klucznik] New terms of use from")
    assert f"/documents/terms/?version={new}" in letter.body
    assert Announcement.objects.get().version == new


def test_my_account_announces_it(folder, browser, dorota):
    publish(folder, day(ahead=20))

    page = browser.get(reverse("account_overview")).content.decode()

    assert "New terms of use come into force on" in page


def test_who_did_not_accept_anything_or_is_leaving_is_not_told(folder, cast, dorota):
    publish(folder, day(ahead=10))
    agreed(cast.bogna)
    now = clock.now()
    User.objects.filter(pk=cast.bogna.pk).update(
        deletion_asked_at=now, deletion_due_at=now + timedelta(days=5)
    )
    announce_texts()

    assert letters(dorota.email)
    assert not letters(cast.anna.email)
    assert not letters(cast.bogna.email)


def test_one_version_costs_no_query_and_several_cost_one_a_session(folder, browser):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(reverse("companies:switch")).status_code == 200
        return len(counted)

    queries()
    before = queries()
    publish(folder, day(ahead=0))
    accept(browser)
    queries()

    assert queries() == before


def test_without_the_file_of_the_old_version_the_whole_new_one_is_to_be_read(folder, cast):
    person = agreed(factories.person(email="dawna@example.com"), version="2019-01-01")
    client = Client()
    sign_in(client, person.email)

    assert "is not kept here any more" in client.get(reverse(TERMS)).content.decode()
