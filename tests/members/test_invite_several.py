"""Inviting several people: a pasted list or a file, every line judged before anything is sent, the good ones sent."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klucznik.catalog.models import Product
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.counting import consume
from klucznik.members.actions.invitations import invite_member
from klucznik.members.models import Invitation
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of

SignIn = Callable[..., Client]


def subiekt(cast: Cast, amount: int = 4) -> Product:
    product = factories.product(
        "subiekt-123", name="Subiekt 123", metric="users", needs_access=True
    )
    factories.license(cast.alfa, product=product, amount=amount)
    return product


def pasted(browser: Client, cast: Cast, addresses: str, **more: Any) -> str:
    typed = {"addresses": addresses, "role": "user"} | more
    return browser.post(page_of(cast.alfa, "members:invite_list"), typed).content.decode()


def uploaded(browser: Client, cast: Cast, data: bytes, name: str = "lista.csv") -> Any:
    file = SimpleUploadedFile(name, data, content_type="text/csv")
    return browser.post(page_of(cast.alfa, "members:invite_file"), {"file": file})


def kept(page: str) -> dict[str, Any]:
    """What the preview would send: the good lines, and the bad ones as they stand in their fields."""
    good = re.search(r'<textarea name="good"[^>]*>(.*?)</textarea>', page, re.S).group(1)
    lines = re.findall(r'name="line"[^>]*? value="([^"]*)"', page)
    return {"good": html.unescape(good), "line": [html.unescape(line) for line in lines]}


def sent(browser: Client, cast: Cast, page: str, **more: Any) -> str:
    answer = browser.post(page_of(cast.alfa, "members:send_list"), kept(page) | more, follow=True)
    return answer.content.decode()


def test_a_pasted_list_is_shown_first_and_sent_by_one_button(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    subiekt(cast)
    day = clock.today() + timedelta(days=60)
    browser = sign_in(cast.anna)

    page = pasted(
        browser,
        cast,
        'Anna Nowak <Anna.Nowak@example.com>, jan@example.com;ola@example.com\n\n"Lis, Zosia" <zosia@example.com>\n',
        products=["subiekt-123"],
        until=day.isoformat(),
    )
    assert not Invitation.objects.exists()
    answer = sent(browser, cast, page)
    deliver()

    assert "Send 4 invitations" in page
    assert "4 invitations were sent." in answer
    found = Invitation.objects.order_by("email")
    assert [one.email for one in found] == [
        "anna.nowak@example.com",
        "jan@example.com",
        "ola@example.com",
        "zosia@example.com",
    ]
    assert {one.role for one in found} == {Role.USER}
    assert all([product.code for product in one.products.all()] == ["subiekt-123"] for one in found)
    assert len({one.place_until for one in found}) == 1
    assert Event.objects.filter(kind=Kind.MEMBER_INVITED).count() == 4
    assert len(mail.outbox) == 4


def test_names_of_a_pasted_list_never_reach_a_message(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    browser = sign_in(cast.anna)

    sent(browser, cast, pasted(browser, cast, "Wejdź na evil.example <jan@example.com>"))
    deliver()

    (message,) = mail.outbox
    assert message.to == ["jan@example.com"]
    assert "evil" not in str(message.body) + str(message.alternatives[0].content)


def test_every_line_says_what_is_wrong_with_it(cast: Cast, sign_in: SignIn) -> None:
    invite_member(cast.anna, cast.alfa, email="czeka@example.com", role=Role.USER)
    browser = sign_in(cast.anna)

    page = pasted(
        browser,
        cast,
        "jan@example.com, bogna@example.com, czeka@example.com, JAN@example.com, bez małpy, zośia@example.com",
    )

    assert "Send 1 invitation" in page
    for words in (
        "already a user of the company",
        "an invitation that still waits",
        "stands in the list twice",
        "full e-mail address",
        "without accents",
    ):
        assert words in html.unescape(page)
    assert len(kept(page)["line"]) == 5
    assert Invitation.objects.count() == 1


def test_a_bad_line_is_corrected_without_losing_the_rest(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = pasted(browser, cast, "jan@example.com, ola.example.com, zosia(at)example.com")

    checked = browser.post(
        page_of(cast.alfa, "members:check_list"),
        {"good": kept(page)["good"], "line": ["ola@example.com;user", "zosia(at)example.com"]},
    ).content.decode()
    assert not Invitation.objects.exists()
    left = sent(browser, cast, checked)
    after = sent(browser, cast, left, line=[""])

    assert "Send 2 invitations" in checked
    assert "2 invitations were sent." in left
    assert kept(left)["line"] == ["zosia(at)example.com"]
    assert "There is no address in the list." in after
    assert set(Invitation.objects.values_list("email", flat=True)) == {
        "jan@example.com",
        "ola@example.com",
    }


def test_sending_the_same_list_twice_sends_it_once(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = pasted(browser, cast, "jan@example.com")

    sent(browser, cast, page)
    again = sent(browser, cast, page)

    assert "an invitation that still waits" in again
    assert Invitation.objects.count() == 1


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


def test_a_company_administrator_gives_in_a_list_no_more_than_one_by_one(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.bartek)

    page = uploaded(browser, cast, b"jan@example.com;administrator").content.decode()
    sent(browser, cast, page)
    forged = browser.post(
        page_of(cast.alfa, "members:send_list"), {"good": "ola@example.com;administrator"}
    ).content.decode()

    assert "You cannot give this role" in page
    assert "You cannot give this role" in forged
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["global_administrator", "global administrator"])
def test_the_global_role_is_never_offered_by_a_list(cast: Cast, sign_in: SignIn, role: str) -> None:
    factories.with_factor(cast.anna)
    browser = sign_in(cast.anna, factor=True)

    browser.post(page_of(cast.alfa, "members:send_list"), {"good": f"jan@example.com;{role}"})
    refused = browser.post(
        page_of(cast.alfa, "members:invite_list"), {"addresses": "jan@example.com", "role": role}
    )

    assert refused.status_code == 422
    assert not Invitation.objects.exists()


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


def test_the_caps_of_one_by_one_hold_for_a_list(cast: Cast, sign_in: SignIn) -> None:
    small = factories.company("Nowa", known=False)
    factories.membership(small, cast.dorota, Role.GLOBAL_ADMINISTRATOR, proven=False)
    browser = sign_in(cast.dorota)
    listed = "\n".join(f"n{n}@example.com" for n in range(7))
    for _ in range(2):
        consume(invite__unproven_company=small.pk)

    page = browser.post(
        page_of(small, "members:invite_list"), {"addresses": listed, "role": "user"}
    ).content.decode()
    answer = browser.post(page_of(small, "members:send_list"), kept(page), follow=True)

    assert page.count("So many invitations cannot wait at once") == 2
    assert "as many invitations as it may in a day" in answer.content.decode()
    assert Invitation.objects.count() == 3


def test_a_list_belongs_to_those_who_may_invite(cast: Cast, sign_in: SignIn) -> None:
    names = ["invite_list", "invite_file", "invite_sample", "check_list", "send_list"]
    for name in names:
        address = page_of(cast.alfa, f"members:{name}")
        assert sign_in(cast.bogna).get(address).status_code == 403
        assert sign_in(cast.celina).get(address).status_code == 404
        assert Client().get(address).status_code == 302


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
