"""Taking one's data out: asked for, made in the background, fetched by its owner alone, forgotten after a day."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts import storage
from klucznik.accounts.actions.take_out import ask_for_take_out, make_part
from klucznik.accounts.models import TakeOut, User
from klucznik.accounts.take_outs import parts
from klucznik.accounts.tasks import forget_stray_take_outs, forget_take_outs, make_take_out
from klucznik.companies.models import Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs import worker
from klucznik.limits.rules import LIMITS
from klucznik.members.actions.invitations import invite_member
from tests import factories
from tests.accounts.departing import confirm
from tests.accounts.people import letters, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
PAGE, FILE = "account_take_out", "account_take_out_file"


@pytest.fixture
def anna(cast) -> User:
    User.objects.filter(pk=cast.anna.pk).update(language="en")
    cast.anna.refresh_from_db()
    return cast.anna


@pytest.fixture
def browser(anna) -> Client:
    client = Client()
    sign_in(client, anna.email)
    return client


def prove(client: Client) -> None:
    """Type the password where it is asked for once more."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def made(client: Client) -> dict[str, bytes]:
    """Ask, let it be made, fetch."""
    client.post(reverse(PAGE))
    worker.drain()
    return fetched(client)


def fetched(client: Client) -> dict[str, bytes]:
    """The files by name."""
    prove(client)
    answer = client.post(reverse(FILE))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(files: dict[str, bytes], name: str) -> list[dict]:
    whole = json.loads(files[f"{name}.json"])
    assert (whole["schema"], whole["part"]) == ("klucznik.take-out/1", name)
    return whole["rows"]


def folder(take_out: TakeOut, settings) -> Path:
    return Path(settings.DATA_DIR) / "take-outs" / take_out.public_id


def test_the_whole_way(anna, cast, browser):
    invite_member(anna, cast.alfa, email="nowy@example.com", role=Role.USER)
    page = browser.get(reverse(PAGE)).content.decode()
    assert "Make the copy" in page

    browser.post(reverse(PAGE))
    assert "The copy is being made" in browser.get(reverse(PAGE)).content.decode()
    worker.drain()
    assert "The copy is ready" in browser.get(reverse(PAGE)).content.decode()

    (letter,) = [one for one in letters(anna.email) if "copy" in one.subject]
    assert reverse(PAGE) in letter.body
    assert not re.search(r"take-out/\w{10}", letter.body)
    files = fetched(browser)
    assert rows(files, "account")[0]["email"] == "anna@example.com"
    assert rows(files, "memberships")[0]["company_name"] == "Piekarnia Alfa"
    assert [row["email"] for row in rows(files, "invitations")] == ["nowy@example.com"]
    assert any("signed in" in row["what"] for row in rows(files, "history"))
    assert "A copy of your data" in files["index.html"].decode()


def test_every_part_is_a_file_and_stands_in_the_documentation(browser):
    files = made(browser)

    text = Path("docs/use/take-out.md").read_text()
    assert set(files) == {"index.html", *(f"{part.name}.json" for part in parts())}
    assert not [part.name for part in parts() if f"`{part.name}`" not in text]


def test_polish_for_whoever_reads_polish(anna, cast):
    User.objects.filter(pk=anna.pk).update(language="pl")
    client = Client()
    sign_in(client, anna.email)

    files = made(client)

    assert "Kopia Twoich danych" in files["index.html"].decode()
    assert any("zalogowano" in row["what"].lower() for row in rows(files, "history"))


def test_it_holds_no_secrets_and_nothing_of_others(anna, cast):
    factories.with_factor(anna)
    User.objects.filter(pk=cast.bogna.pk).update(last_name="Tajemnicza")
    client = Client()
    client.force_login(anna)
    client.post(reverse(PAGE))
    worker.drain()
    confirm(client, anna, "export")
    answer = client.post(reverse(FILE))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    fresh = User.objects.get(pk=anna.pk)
    assert fresh.password not in whole
    assert fresh.session_nonce not in whole
    assert "secret" not in whole
    assert "Tajemnicza" not in whole
    assert "bogna@example.com" not in whole


def test_fetching_takes_the_password_of_a_moment_ago(browser):
    browser.post(reverse(PAGE))
    worker.drain()

    assert browser.get(reverse(FILE)).url.startswith(reverse("account_reauthenticate"))
    assert browser.post(reverse(FILE)).url.startswith(reverse("account_reauthenticate"))
    prove(browser)
    assert browser.get(reverse(FILE)).status_code == 200


def test_or_the_second_step_for_this_purpose(anna):
    factories.with_factor(anna)
    client = Client()
    client.force_login(anna)
    client.post(reverse(PAGE))
    worker.drain()
    confirm(client, anna, "account")

    assert client.get(reverse(FILE)).url.startswith(reverse("mfa_reauthenticate"))
    confirm(client, anna, "export")
    assert client.get(reverse(FILE)).status_code == 200


def test_nobody_else_reaches_it(browser, cast):
    browser.post(reverse(PAGE))
    worker.drain()
    thief = Client()
    sign_in(thief, cast.dorota.email)
    prove(thief)

    assert Client().post(reverse(FILE)).status_code == 302
    assert thief.get(reverse(FILE)).url == reverse(PAGE)
    assert thief.post(reverse(FILE)).url == reverse(PAGE)


def test_it_lies_sealed_and_goes_after_a_day(anna, browser, settings):
    browser.post(reverse(PAGE))
    worker.drain()
    take_out = TakeOut.objects.get()
    kept = [file.read_bytes() for file in folder(take_out, settings).iterdir()]
    assert not [blob for blob in kept if b"anna@" in blob or blob.startswith(b"PK")]

    TakeOut.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    prove(browser)
    assert browser.post(reverse(FILE)).url == reverse(PAGE)
    forget_take_outs()
    take_out.refresh_from_db()
    assert take_out.sealed_key is None
    assert "was removed after 24 hours" in browser.get(reverse(PAGE)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_file_itself_is_gone_then(anna, settings):
    take_out = ask_for_take_out(anna)
    worker.drain()
    assert [file.name for file in folder(take_out, settings).iterdir()] == ["data"]

    TakeOut.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    forget_take_outs()

    assert not folder(take_out, settings).exists()


def test_one_at_a_time(anna, browser):
    browser.post(reverse(PAGE))
    answer = browser.post(reverse(PAGE))

    assert answer.status_code == 422
    assert TakeOut.objects.count() == 1


def test_the_database_allows_one_at_a_time(anna):
    ask_for_take_out(anna)

    with pytest.raises(IntegrityError):
        TakeOut.objects.create(user=anna)


def test_three_a_day(browser):
    for _ in range(LIMITS["take_out.account"].most):
        browser.post(reverse(PAGE))
        worker.drain()
    answer = browser.post(reverse(PAGE))

    assert answer.status_code == 422
    assert "Too many attempts" in answer.content.decode()
    assert TakeOut.objects.count() == 3
    assert TakeOut.objects.filter(forgotten_at=None).count() == 1


def test_a_worker_that_died_in_the_middle_loses_nothing(anna):
    take_out = ask_for_take_out(anna)
    make_part(None, take_out, number=0)
    storage.write(take_out.public_id, parts()[1].name, b"half of a", key=b"0" * 32)
    worker.drain()

    take_out.refresh_from_db()
    assert take_out.ready_at
    assert take_out.done == take_out.parts
    make_take_out(take_out=take_out.pk, number=3)
    assert Event.objects.filter(kind=Kind.ACCOUNT_TAKE_OUT_READY).count() == 1


def test_one_that_never_gets_ready_is_given_up_and_may_be_asked_for_again(anna, browser):
    take_out = ask_for_take_out(anna)
    TakeOut.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    forget_take_outs()

    take_out.refresh_from_db()
    assert take_out.failed_at
    assert "could not be made" in browser.get(reverse(PAGE)).content.decode()
    browser.post(reverse(PAGE))
    assert TakeOut.objects.count() == 2


def test_a_site_restored_without_its_files_says_that_the_copy_is_gone(anna, browser):
    browser.post(reverse(PAGE))
    worker.drain()
    storage.erase_folder(TakeOut.objects.get().public_id)
    prove(browser)

    answer = browser.post(reverse(FILE))
    assert answer.status_code == 422
    assert "Ask for a new one" in answer.content.decode()


def test_strays_are_cleared_away(anna, settings):
    stray = Path(settings.DATA_DIR) / "take-outs" / ("0" * 16)
    stray.mkdir(parents=True)
    kept = ask_for_take_out(anna)
    make_part(None, kept, number=0)
    forget_stray_take_outs()

    assert not stray.exists()
    assert folder(kept, settings).exists()


def test_the_page_refreshes_only_its_part(browser):
    browser.post(reverse(PAGE))
    part = browser.get(reverse(PAGE), headers={"HX-Request": "true", "HX-Target": "progress"})

    assert part.content.decode().strip().startswith('<div id="progress"')
    assert "every 3s" in part.content.decode()
    worker.drain()
    part = browser.get(reverse(PAGE), headers={"HX-Request": "true", "HX-Target": "progress"})
    assert "every 3s" not in part.content.decode()


def test_a_name_from_outside_is_no_path():
    for name in ("../secret", "a/b", "", "x" * 60):
        with pytest.raises(storage.FileMissing):
            storage.read("0" * 16, name, key=b"0" * 32)
    with pytest.raises(storage.FileMissing):
        storage.read("../../keys", "vault", key=b"0" * 32)
