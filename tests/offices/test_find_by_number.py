"""A client who has the two numbers and not the message: led to the invitation, and no further."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.offices.invitations import secret_of, share_with
from tests import factories
from tests.offices import factory

FIND = "/api/v1/shares/find"


@pytest.fixture
def share(db):
    """What an office shares with a bakery; the invitation went to the bakery's mailbox."""
    office, _head = factory.office()
    client = factory.client(office, "Piekarnia Rogalik")
    return factory.share(
        client, "rogalik@example.com", language="en", number="ABCDE-FGHJK-LMNPQ-RSTUV"
    )


def numbers(share, **changed):
    return {"tax_id": str(share.tax_id), "license_number": share.number} | changed


def fresh(share):
    return type(share).objects.get(pk=share.pk)


def test_the_invitation_goes_again_to_the_address_on_record(share, client, deliver):
    asked = client.post(reverse("shares:find"), numbers(share))
    shown = client.get(asked.url).content.decode()
    deliver()

    assert asked.url == reverse("shares:found")
    assert "rogalik" not in shown
    (letter,) = mail.outbox
    assert letter.to == ["rogalik@example.com"]
    assert reverse("shares:show", args=[secret_of(share)]) in letter.body
    assert "Biuro Rachunkowe Saldo" in letter.body
    assert share.number not in letter.body


def test_numbers_are_read_however_they_are_written(share, client, deliver):
    nip = share.tax_id.number
    written = f"PL {nip[:3]}-{nip[3:6]}-{nip[6:8]}-{nip[8:]}"
    client.post(
        reverse("shares:find"), {"tax_id": written, "license_number": "abcdefghjk lmnpq rstuv"}
    )
    deliver()

    assert len(mail.outbox) == 1


def test_it_gives_no_right_to_anybody(share, sign_in, deliver):
    """The number of a share never does, whoever shows it."""
    stranger = factories.person()
    sign_in(stranger).post(reverse("shares:find"), numbers(share))
    deliver()

    assert not Membership.objects.filter(user=stranger).exists()
    assert fresh(share).accepted_at is None
    assert mail.outbox[0].to == ["rogalik@example.com"]


@pytest.mark.parametrize(
    "wrong", [{"license_number": "ABCDE-FGHJK-LMNPQ-RSTUW"}, {"tax_id": "5260250274"}]
)
def test_wrong_numbers_are_answered_like_right_ones_and_nobody_is_written_to(
    share, client, deliver, wrong
):
    right = client.post(reverse("shares:find"), numbers(share))
    right_api = client.post(FIND, numbers(share), content_type="application/json")
    deliver()
    mail.outbox.clear()
    answer = client.post(reverse("shares:find"), numbers(share, **wrong))
    api = client.post(FIND, numbers(share, **wrong), content_type="application/json")
    deliver()

    assert (answer.status_code, answer.url) == (right.status_code, right.url)
    assert (api.status_code, api.content) == (right_api.status_code, right_api.content)
    assert not mail.outbox


def test_right_and_wrong_numbers_cost_the_same_work(share, client, django_assert_num_queries):
    """What differs happens in the worker, where nobody measures it."""
    client.post(reverse("shares:find"), numbers(share))
    asked = [numbers(share, license_number=f"ABCDE-FGHJK-LMNPQ-RST{end}") for end in ("UV", "UX")]

    with CaptureQueriesContext(connection) as right:
        client.post(reverse("shares:find"), asked[0])
    with django_assert_num_queries(len(right)):
        client.post(reverse("shares:find"), asked[1])


def test_one_pair_of_numbers_is_answered_three_times_a_day(share, client, deliver):
    for _time in range(5):
        answer = client.post(reverse("shares:find"), numbers(share))
        assert answer.url == reverse("shares:found")
    deliver()

    assert len(mail.outbox) == 3


def test_guessing_from_one_address_ends_after_twenty_tries(share, client):
    for number in range(20):
        asked = numbers(share, license_number=f"ABCDE-FGHJK-LMNPQ-{number:05d}")
        assert client.post(FIND, asked, content_type="application/json").status_code == 202

    refused = client.post(FIND, numbers(share), content_type="application/json")
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers
    assert client.post(reverse("shares:find"), numbers(share)).status_code == 422


def test_a_link_that_still_opens_stays_one_that_ran_out_is_made_anew(
    share, client, deliver, travel
):
    before = secret_of(share)
    client.post(reverse("shares:find"), numbers(share))
    deliver()
    assert share_with(before) == share

    travel(days=31)
    client.post(reverse("shares:find"), numbers(share))
    deliver()
    assert share_with(before) is None
    assert fresh(share).is_link_open
    assert reverse("shares:show", args=[secret_of(fresh(share))]) in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("active", "was accepted on"),
        ("asked", "have not answered yet"),
        ("reading", "read and export"),
        ("ended", "no invitation to accept"),
    ],
)
def test_after_the_answer_the_mailbox_learns_what_became_of_it(client, deliver, db, state, words):
    office, _head = factory.office()
    of = factory.client(office)
    share = factory.share_in(state, of, language="en")
    client.post(reverse("shares:find"), numbers(share))
    deliver()

    (letter,) = mail.outbox
    assert letter.to == [share.email]
    assert words in letter.body
    assert secret_of(share) not in letter.body


def test_a_forgotten_address_gets_nothing(share, client, deliver):
    type(share).objects.update(email="")
    client.post(reverse("shares:find"), numbers(share))
    deliver()

    assert not mail.outbox
    assert not Event.objects.filter(kind=Kind.SHARE_FOUND).exists()


def test_the_office_reads_it_once_in_its_history(share, client, deliver):
    client.post(FIND, numbers(share), content_type="application/json")
    deliver()

    told = Event.objects.get(kind=Kind.SHARE_FOUND)
    assert (told.company, told.actor) == (share.office, None)
    assert "Piekarnia Rogalik" in told.sentence


def test_the_api_says_what_the_person_does_next_in_their_language(share, client):
    asked = client.post(f"{FIND}?language=pl", numbers(share), content_type="application/json")

    assert asked.status_code == 202
    assert asked.json()["next"] == "open_your_invitation"
    assert share.email not in asked.content.decode()


def test_a_malformed_tax_id_is_refused_alike_on_page_and_api(share, client):
    api = client.post(FIND, numbers(share, tax_id="123"), content_type="application/json")
    page = client.post(reverse("shares:find"), numbers(share, tax_id="123"))

    assert (api.status_code, page.status_code) == (422, 422)
    assert api.json()["detail"] in page.content.decode()


class TestConnectingACompany:
    """The number of a share shown where a license of the company is asked for."""

    @pytest.fixture
    def theirs(self, share):
        """The bakery is a customer, with a license of its own."""
        company = factories.company(
            "Piekarnia Rogalik", country=share.tax_id.country, tax_number=share.tax_id.number
        )
        factories.license(company)
        return company

    def step_two(self, browser, share):
        return browser.post(reverse("companies:connect"), {"tax_id": str(share.tax_id)}).url

    def test_it_leads_to_the_invitation(self, share, theirs, sign_in, deliver):
        stranger = factories.person()
        browser = sign_in(stranger)
        shown = {"license_number": share.number, "statement": "on"}
        answer = browser.post(self.step_two(browser, share), shown)
        deliver()

        assert answer.url == reverse("shares:found")
        assert mail.outbox[0].to == ["rogalik@example.com"]
        assert not Membership.objects.filter(user=stranger).exists()

    def test_the_api_refuses_with_the_same_and_writes_to_the_same(
        self, share, theirs, sign_in, deliver
    ):
        asked = numbers(share) | {"statement": True}
        stranger = factories.person()
        answer = sign_in(stranger).post("/api/v1/companies", asked, content_type="application/json")
        deliver()

        assert (answer.status_code, answer.json()["title"]) == (409, "number_of_invitation")
        assert mail.outbox[0].to == ["rogalik@example.com"]
        assert not Membership.objects.filter(user=stranger).exists()

    def test_another_firms_share_reads_like_a_number_that_never_was(self, share, sign_in):
        other = factories.company()
        factories.license(other)
        browser = sign_in(factories.person())
        step = browser.post(reverse("companies:connect"), {"tax_id": str(other.tax_id)}).url
        shown = {"license_number": share.number, "statement": "on"}
        made_up = shown | {"license_number": "ABCDE-FGHJK-LMNPQ-00000"}

        answers = [browser.post(step, one) for one in (shown, made_up)]
        assert [answer.status_code for answer in answers] == [422, 422]
        sentence = "does not belong to this company"
        assert all(sentence in answer.content.decode() for answer in answers)

    def test_a_company_that_nobody_knows_is_added_with_a_word_about_the_invitation(
        self, share, sign_in
    ):
        browser = sign_in(factories.person())
        shown = browser.get(self.step_two(browser, share)).content.decode()

        assert reverse("shares:find") in shown
        assert "Saldo" not in shown

    def test_its_members_connect_with_their_own_number_as_before(self, share, theirs, sign_in):
        person = factories.person()
        browser = sign_in(person)
        shown = {"license_number": theirs.licenses.get().number, "statement": "on"}
        browser.post(self.step_two(browser, share), shown)

        place = Membership.objects.get(user=person, company=theirs)
        assert place.role == Role.ASSOCIATED
