"""A list of people from a spreadsheet: each line its own offer, judged before anything is sent."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from django.test import Client

from klucznik.companies.models import Role
from klucznik.members.models import Invitation
from tests.cast import Cast
from tests.members.lists import kept, sent, subiekt, uploaded
from tests.members.pages import page_of

SignIn = Callable[..., Client]


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "cp1250"), (";", "cp1250")],
)
def test_a_file_gives_each_person_their_own_offer(
    cast: Cast, sign_in: SignIn, separator: str, encoding: str
) -> None:
    subiekt(cast)
    rows = [
        ["E-mail", "Rola", "Produkty", "Do kiedy"],
        ["adam@example.com", "użytkownik", "Subiekt 123", "31.12.2027"],
        ["ewa@example.com", "administrator firmy", "", ""],
        ["", "", "", ""],
        ["ola@example.com", "", "subiekt-123", "2027-01-31"],
    ]
    data = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    browser = sign_in(cast.anna)

    page = uploaded(browser, cast, data).content.decode()
    sent(browser, cast, page)

    adam, ewa, ola = Invitation.objects.order_by("email")
    assert (adam.role, ewa.role, ola.role) == (Role.USER, Role.ADMINISTRATOR, Role.USER)
    assert adam.place_until.date().isoformat() == "2027-12-31"
    assert ewa.place_until is None
    assert [product.code for product in ola.products.all()] == ["subiekt-123"]


def test_a_file_without_a_first_line_of_names_is_read_in_the_order_of_the_sample(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.anna)

    page = uploaded(browser, cast, b"jan@example.com;administrator\nola@example.com")

    sent(browser, cast, page.content.decode())
    roles = dict(Invitation.objects.values_list("email", "role"))
    assert roles == {"jan@example.com": "administrator", "ola@example.com": "user"}


def test_what_a_file_may_not_offer_is_said_at_the_line(cast: Cast, sign_in: SignIn) -> None:
    subiekt(cast, amount=1)
    lines = [
        "a@example.com;global administrator",
        "b@example.com;boss;;",
        "c@example.com;user;paint;",
        "d@example.com;user;;2020-01-01",
        "e@example.com;user;;tomorrow",
        "f@example.com;user;subiekt-123;",
        "g@example.com;user;subiekt-123;",
    ]
    browser = sign_in(cast.anna)

    page = html.unescape(uploaded(browser, cast, "\n".join(lines).encode()).content.decode())

    assert "Send 1 invitation" in page
    assert kept(page)["good"] == "f@example.com;user;subiekt-123"
    for words in (
        "offered one by one only",
        "This role is not known",
        "no product “paint”",
        "from tomorrow to five years ahead",
        "Write the day as",
        "No place is left in Subiekt 123",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty"),
        (b"e-mail;role\n", "There is no address in the list"),
        (b"PK\x03\x04\x00\x00", "not a text file with a table"),
        (b"x@example.com\n" * 20000, "larger than 256 kB"),
        (b"x@example.com\n" * 501, "There are 501 lines. Invite at most 500 people at once"),
    ],
)
def test_a_useless_file_is_refused_with_a_reason(
    cast: Cast, sign_in: SignIn, data: bytes, words: str
) -> None:
    answer = uploaded(sign_in(cast.anna), cast, data)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_sample_can_be_sent_back_as_it_is(cast: Cast, sign_in: SignIn) -> None:
    subiekt(cast)
    browser = sign_in(cast.anna)

    for language in ("pl", "en"):
        browser.cookies["language"] = language
        sample = browser.get(page_of(cast.alfa, "members:invite_sample"))
        page = uploaded(browser, cast, sample.content).content.decode()
        assert sample.headers["Content-Disposition"].startswith("attachment")
        assert kept(page)["line"] == []
        assert len(kept(page)["good"].splitlines()) == 2


def test_spreadsheet_tricks_and_noise_break_nothing(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    noise = [
        b'=HYPERLINK("http://evil.example");user',
        b'"unclosed;user\njan@example.com',
        b";;;;;;;;;;",
        "\u202ejan@example.com;user".encode(),
        b"<script>alert(1)</script>;user",
        bytes(range(1, 256)),
    ]

    for data in noise:
        answer = uploaded(browser, cast, data)
        assert answer.status_code in (200, 422)
        assert b"<script>alert" not in answer.content
        assert b'href="http://evil' not in answer.content
