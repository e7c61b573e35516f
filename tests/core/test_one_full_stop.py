"""Names end with a full stop ("sp. z o.o.") and end sentences: every sentence of the product then has one, not two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.html import strip_tags

from klucznik.core.errors import DomainError
from klucznik.core.printing import tied
from klucznik.core.typesetting import one_stop, one_stop_after_names
from klucznik.mail.models import SentEmail
from klucznik.mail.rendering import render
from klucznik.mail.sending import Address, send

ROOT = Path(__file__).parents[2]
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%s")
NAMES = ("Alfa sp. z o.o.", "Beta S.A.", "Gama sp. k.", "Delta Inc.", "Jan K.")


def sentences() -> Iterator[str]:
    """Every text of pages, errors and e-mails in which a value ends a sentence, in both languages."""
    with (ROOT / "locale/pl/LC_MESSAGES/django.po").open("rb") as file:
        catalog = read_po(file)
    for entry in catalog:
        forms = [*_forms(entry.id), *_forms(entry.string)]
        yield from (one for one in forms if re.search(r"(?:\)[sd]|\}|%s)(?:</\w+>)*\.", one))


def _forms(text: object) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (str(text),)


def has_two(text: str) -> bool:
    return ".." in strip_tags(text).replace("...", "")


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_the_product_ends_with_two_stops(name: str) -> None:
    found = [PLACE.sub(lambda _: name, one) for one in sentences()]

    assert len(found) > 300
    assert [one for one in found if has_two(one_stop_after_names(one.encode()).decode())] == []
    assert [one for one in found if has_two(one_stop(one))] == []


def test_no_template_ends_a_sentence_with_a_marked_name() -> None:
    """A value inside a mark is seen, too: the mark stays, the second stop goes."""
    html = b"<p>Firma <strong>Alfa sp. z o.o.</strong>.</p>"

    assert one_stop_after_names(html) == b"<p>Firma <strong>Alfa sp. z o.o.</strong></p>"


@pytest.mark.parametrize(
    "text", ["no tak.. nie", "Koniec...", "../up/", "z o.o...", "v1..2", "a/../b"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert one_stop_after_names(text.encode()) == text.encode()


def test_a_page_about_such_a_company(cast, sign_in) -> None:
    cast.alfa.name = "Alfa sp. z o.o."
    cast.alfa.save()

    page = sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/products/").content.decode()

    assert "Alfa sp. z o.o." in page
    assert "o.o.." not in page


@pytest.mark.django_db
def test_an_email_and_a_refusal_about_such_a_company() -> None:
    class Refused(DomainError):
        message = "It belongs to %(company)s."

    send(
        "companies/emails/you_are_associated",
        to=Address("jan@example.com", "pl"),
        company_name="Alfa sp. z o.o.",
        url="/x/",
    )
    letter = render(SentEmail.objects.get(), with_secrets=True)

    assert str(Refused(company="Alfa sp. z o.o.")) == "It belongs to Alfa sp. z o.o."
    assert "o.o.." not in letter.text + letter.html + letter.subject
    assert "sp.\u00a0z\u00a0o.o. jest" in letter.html  # on one line, however narrow the window
    assert letter.subject.endswith("sp. z o.o.")


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_paper_about_such_a_company(language: str) -> None:
    assert tied("It passes to Alfa sp. k..", language) == "It passes to Alfa sp. k."
    assert tied("He wrote.. nothing", language).endswith("wrote.. nothing")
