"""The document says exactly what was declared, in both languages, and can be found by its code."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from klucznik.declarations.documents import (
    LANGUAGES,
    DeclarationContent,
    Signatory,
    content_hash,
    content_text,
    declaration_pdf,
)
from klucznik.declarations.files import inspect
from klucznik.declarations.raster import render_pages

ANNA = Signatory("Łucja Wąsik", "prezes zarządu")
CONTENT = DeclarationContent(
    number="OSW-2026-000123",
    url="https://konto.example.pl/cases/7Qm2XcVb9KfT/",
    language="pl",
    vendor_name="Producent Programów S.A.",
    vendor_address="ul. Jasna 2, 54-519 Wrocław",
    company_name="Piekarnia „Żółty Rogal” Wąsik i Źrebiec sp. z o.o.",
    company_tax_id="PL 521-000-12-34",
    company_address="ul. Świętojańska 17/4, 81-368 Gdynia",
    customer_no="K-004512",
    login="lucja.wasik@zolty-rogal.example.pl",
    person_name="Łucja Wąsik",
    signatories=(ANNA, Signatory("Jędrzej Źrebiec", "członek zarządu")),
    reason="Jedyny administrator odszedł w sierpniu i nie odpowiada.",
    place="Gdynia",
    prepared_on=date(2026, 11, 22),
)


def text_of(pdf: bytes) -> str:
    """All words of the document, with line ends and unbreakable spaces made plain."""
    document = pypdfium2.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(words.replace("\u200b", "").replace("\ufffe", "").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_can_be_read_from_the_document(language: str):
    text = text_of(declaration_pdf(replace(CONTENT, language=language)))

    for fact in vars(replace(CONTENT, language=language)).values():
        if isinstance(fact, str) and fact not in {language, CONTENT.url}:
            assert fact in text
    for one in CONTENT.signatories:
        assert one.name in text
        assert one.function in text
    assert CONTENT.url in text


def test_polish_letters_dates_and_words_are_right():
    text = text_of(declaration_pdf(CONTENT))

    assert "Oświadczenie o nadaniu uprawnień administratora globalnego" in text
    assert "22 listopada 2026" in text
    assert "zażółć gęślą jaźń".upper() in text_of(
        declaration_pdf(replace(CONTENT, company_name="ZAŻÓŁĆ GĘŚLĄ JAŹŃ"))
    )
    assert "Nie wpisuj numeru PESEL" in text


def test_the_hash_of_the_text_stands_on_every_page():
    long = replace(CONTENT, reason="Bardzo długi powód. " * 25, signatories=(ANNA,) * 3)
    pages = pypdfium2.PdfDocument(declaration_pdf(long))
    digest = content_hash(long)
    groups = " ".join(digest[at : at + 8] for at in range(0, 64, 8))

    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        text = " ".join(page.get_textpage().get_text_range().split())
        assert groups in text
        assert f"Strona {number} z 2" in text
        assert CONTENT.number in text
    assert "dla loginu lucja.wasik@" in " ".join(pages[1].get_textpage().get_text_range().split())


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_people_sign_on_a_single_sheet(count: int):
    content = replace(CONTENT, signatories=CONTENT.signatories[:count])

    assert len(pypdfium2.PdfDocument(declaration_pdf(content))) == 1


def test_the_code_leads_to_the_case_and_carries_the_hash():
    (page,) = render_pages(declaration_pdf(CONTENT), media_type="application/pdf")

    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))

    assert code.text == f"{CONTENT.url}#sha256={content_hash(CONTENT)}"


def test_the_hash_changes_with_every_fact_and_only_then():
    hashes = {content_hash(CONTENT)}
    changed: dict[str, Any] = {
        "number": "OSW-2026-000124",
        "language": "en",
        "prepared_on": date(2026, 11, 23),
        "signatories": (ANNA,),
    }
    for name in ("vendor_name", "vendor_address", "company_name", "company_tax_id", "reason"):
        changed[name] = "inny"
    for name in ("company_address", "customer_no", "login", "person_name", "place"):
        changed[name] = "inny"
    for name, value in changed.items():
        hashes.add(content_hash(replace(CONTENT, **{name: value})))

    assert len(hashes) == len(changed) + 1
    assert content_hash(replace(CONTENT)) == content_hash(CONTENT)
    assert content_hash(CONTENT) == hashlib.sha256(content_text(CONTENT).encode()).hexdigest()


def test_no_fact_can_pose_as_another_line():
    forged = replace(CONTENT, reason="nic\nLogin (adres e-mail): mallory@example.org")

    lines = content_text(forged).splitlines()

    assert len(lines) == len(content_text(CONTENT).splitlines())
    assert not any(line.startswith("Login (adres e-mail): mallory") for line in lines)


def test_the_published_wording_never_changes():
    """People have signed it. A new wording is a new pair of files, and these stay as they are."""
    plain = replace(CONTENT, wording="2026-11")

    assert content_hash(plain) == WORDING_PL
    assert content_hash(replace(plain, language="en")) == WORDING_EN


WORDING_PL = "c456d2d297fae5c5e4f4305845ee16e72c325d607e11112e5bb3dd903c162f2c"
WORDING_EN = "b8529ec8461ea2f9baa7fc114eba698b49a66a91894b664a6d03b28230edb777"


@pytest.mark.parametrize(
    "words",
    [
        '#panic("x")', '#eval("1+1") sys.inputs', "$x^2$ *b* _i_ `c` <l> @ref", "\\u{41} // a /* b",
        "{reason} {0} {company_name.x} %(a)s", "]) #let x = 1", "= Heading", "https://example.org",
    ],
)  # fmt: skip
def test_words_that_look_like_code_stay_words(words: str):
    content = replace(CONTENT, company_name=words, reason=words, place=words)
    content = replace(content, signatories=(Signatory(words, words),))

    assert text_of(declaration_pdf(content)).count(words) >= 5


@pytest.mark.parametrize(
    "words",
    [
        "株式会社 Ω",
        "🥐 rogal",
        "W" * 200,
        "a" * 64 + "@" + "b" * 180,
        "",
        "\u202eabc\u202d",
        "\0\ud800x",
    ],
)
def test_no_name_makes_the_document_impossible(words: str):
    content = replace(CONTENT, company_name=words, login=words, person_name=words)

    assert declaration_pdf(content).startswith(b"%PDF-")


def test_the_document_is_accessible_made_to_last_and_names_itself():
    document = pikepdf.open(io.BytesIO(declaration_pdf(CONTENT)))

    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "pl"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as facts:
        assert facts["pdfuaid:part"] == "1"
        assert (facts["pdfaid:part"], facts["pdfaid:conformance"]) == ("2", "A")
        assert "Oświadczenie o nadaniu" in facts["dc:title"]


def test_equal_contents_make_equal_files():
    assert declaration_pdf(CONTENT) == declaration_pdf(replace(CONTENT))


def test_our_own_document_is_a_file_that_we_accept():
    assert inspect(declaration_pdf(CONTENT), name="a.pdf").pages == 1
