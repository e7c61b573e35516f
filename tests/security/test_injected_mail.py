"""Whatever people call themselves and their companies: a message has one reader, one subject and only our links."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core import mail

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.jobs import worker
from klucznik.members.actions.invitations import invite_member
from klucznik.recovery.models import RightsRequest
from tests.accounts.people import form as sign_up_form
from tests.security.links import links_of, tags_of

pytestmark = pytest.mark.django_db
HOSTILE = [
    "Anna\r\nBcc: ofiara@evil.example",
    "Anna\nSubject: Pilne\n\nKliknij",
    "Anna\u2028Bcc: x",
    "Anna\x0b\x0cTo: ktos",
    "<a href='https://evil.example'>kliknij</a>",
    "<img src=https://evil.example/x.png>",
    "https://evil.example/konto",
    "Wejdź na www.evil.example",
    "evil.com",
    "ev\u200bil.com",
    "evil\u200b.com",
    "\u202emoc.live",
    "=?utf-8?q?Anna?= <x@evil.example>",
    "{{ link }}{% debug %}%(link)s",
    "Anna, ofiara@evil.example",
    "</p><style>*{display:none}</style>",
]
FOREIGN = re.compile(r"https?://([\w.-]+)")
TAGS = {"script", "img", "style", "form", "input", "iframe", "object"}


@pytest.fixture(scope="module", autouse=True)
def all_told(whole_world, django_db_blocker):
    """What the world has caused is delivered once."""
    with django_db_blocker.unblock():
        worker.drain()


@pytest.fixture(autouse=True)
def empty_outbox(all_told, monkeypatch):
    """Only what the test causes is delivered, not what time does."""
    monkeypatch.setattr(worker, "RECURRING", {})
    mail.outbox.clear()


def delivered():
    worker.drain()
    assert mail.outbox
    return mail.outbox


def check(letters, own_tags):
    for letter in letters:
        assert len(letter.recipients()) == 1
        assert not letter.cc + letter.bcc
        raw = letter.message()
        assert [name for name in raw if name.lower() in ("bcc", "cc")] == []
        assert len(raw.get_all("To")) == len(raw.get_all("Subject")) == 1
        assert "\n" not in letter.subject
        assert "\r" not in letter.subject
        html = letter.alternatives[0][0]
        places = links_of(html) + [found[0] for found in FOREIGN.finditer(letter.body)]
        foreign = [one for one in places if "evil" in one]
        assert not foreign, letter.subject
        assert tags_of(html) & TAGS <= own_tags
        assert settings.PUBLIC_URL in letter.body


@pytest.fixture
def own_tags(world):
    """What an ordinary message is made of."""
    record(
        Kind.COMPANY_CHANGED, actor=world.people["global"], company=world.cast.alfa, fields=["name"]
    )
    worker.drain()
    found = {tag for letter in mail.outbox for tag in tags_of(letter.alternatives[0][0])}
    mail.outbox.clear()
    return found & TAGS


@pytest.mark.parametrize("name", HOSTILE)
def test_creating_an_account(world, own_tags, name):
    """A name with a site in it is refused before any message; another is tidied."""
    browser = world.browser("anonymous")

    browser.post("/account/sign-up/", sign_up_form(first_name=name, last_name=name))
    browser.post("/account/sign-up/", sign_up_form(email="bogna@example.com", first_name=name))
    worker.drain()

    check(mail.outbox, own_tags)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", ["name", "street", "postcode", "city"])
def test_company_data(world, own_tags, field, name):
    browser = world.browser("global")
    good = {"name": "Alfa", "street": "Długa 1", "postcode": "00-950", "city": "Kraków"}
    url = f"/companies/{world.cast.alfa.public_id}/data/edit/"

    answer = browser.post(url, good | {field: name})
    worker.drain()

    check(mail.outbox, own_tags)
    company = Company.objects.get(pk=world.cast.alfa.pk)
    assert not re.search(r"evil\.com|https?:|www\.", getattr(company, field))
    assert answer.status_code in (302, 422)
    assert getattr(company, field) or answer.status_code == 422


@pytest.mark.parametrize("name", HOSTILE)
def test_the_name_of_somebody_who_invites_and_who_is_invited(world, own_tags, name):
    """Even a name that came into the table by another way than our forms does no harm."""
    anna = world.people["global"]
    User.objects.filter(pk=anna.pk).update(first_name=name[:60])
    Company.objects.filter(pk=world.cast.alfa.pk).update(name=name)
    company, anna = Company.objects.get(pk=world.cast.alfa.pk), User.objects.get(pk=anna.pk)

    invite_member(anna, company, email="nowy@example.org", role="user")

    letters = delivered()
    assert all("\n" not in letter.subject for letter in letters)
    assert all(len(letter.recipients()) == 1 for letter in letters)
    assert not [
        link for letter in letters for link in links_of(letter.alternatives[0][0]) if "evil" in link
    ]
    assert all(tags_of(letter.alternatives[0][0]) & TAGS <= own_tags for letter in letters)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_name_of_a_program_and_of_its_device(world, own_tags, name):
    """Whoever asks to act for somebody chooses these words; refused or tidied, they lead nowhere."""
    browser = world.browser("global")
    body = {"program": name, "device_name": name, "version": "1"}
    begun = browser.post("/api/v1/program-sign-in", body, content_type="application/json")
    if begun.status_code == 422:
        return

    browser.post("/program/", {"code": begun.json()["user_code"]})
    browser.post("/program/question/allow/")

    letters = delivered()
    check(letters, own_tags)
    assert not [letter for letter in letters if re.search(r"evil\.com|moc\.live", letter.body)]


@pytest.mark.parametrize("text", HOSTILE)
def test_reasons_and_answers(world, own_tags, text):
    """Free text between people of one company may name a site, but makes no link, tag or header of it."""
    asked = RightsRequest.objects.get(company=world.cast.alfa)
    url = f"/companies/{world.cast.alfa.public_id}/recovery/requests/{asked.public_id}/"

    world.browser("global").post(url, {"answer": text})

    for letter in delivered():
        html = letter.alternatives[0][0]
        assert len(letter.recipients()) == 1
        assert not [link for link in links_of(html) if "evil" in link]
        assert tags_of(html) & TAGS <= own_tags


@pytest.mark.parametrize(
    "address",
    [
        "a@example.com\r\nBcc: b@evil.example",
        "a@example.com,b@evil.example",
        "a@example.com;b@evil.example",
        "<a@example.com>",
        "Anna <a@example.com>",
        '"a\r\n"@example.com',
        "a@exa\nmple.com",
        "a@example.com%0abcc:b@evil.example",
        "a@example.com\x00",
        "a@[127.0.0.1]",
    ],
)
def test_an_address_is_one_mailbox(world, address):
    browser = world.browser("global")
    url = f"/companies/{world.cast.alfa.public_id}/members/invite/"

    assert browser.post(url, {"email": address, "role": "user"}).status_code == 422
    sign_up = world.browser("anonymous").post("/account/sign-up/", sign_up_form(email=address))
    assert sign_up.status_code == 422
    worker.drain()
    assert not mail.outbox
