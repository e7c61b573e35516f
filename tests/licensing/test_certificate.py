"""The certificate says what is recorded, in both languages, to everybody with as much of the number as they may see."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from klucznik.core import clock
from klucznik.licensing.actions.periods import add_extension, add_period
from klucznik.licensing.certificates import certificate_of, certificate_pdf
from klucznik.licensing.models import License, Period
from tests import factories


@pytest.fixture
def license(cast):
    product = factories.product(
        "subiekt-nexo",
        name="Subiekt nexo „Żółw”",
        line="nexo",
        stored_editions=[{"code": "pro", "name": {"pl": "PRO po polsku", "en": "PRO edition"}}],
    )
    made = factories.license(
        cast.alfa,
        product=product,
        number="CERT1-22222-33333-44444",
        edition="pro",
        registered_at=clock.now(),
        valid_to=date(2027, 3, 31),
    )
    add_period(
        cast.henryk,
        made,
        kind="subscription",
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
        source=Period.Source.STAFF,
    )
    add_extension(cast.henryk, made, metric="seats", amount=2, starts_on=date(2026, 4, 1))
    return License.objects.told().select_related("company").get(pk=made.pk)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(words.replace("\u200b", "").replace("\ufffe", "").split())


def paper(license, *, language="en", with_number=True):
    return certificate_pdf(certificate_of(license, language=language, with_number=with_number))


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_fact_can_be_read(cast, license, language):
    text = text_of(paper(license, language=language))

    for fact in (
        "Piekarnia Alfa",
        cast.alfa.tax_id_display,
        "Subiekt nexo „Żółw”",
        "CERT1-22222-33333-44444",
        "2027",
    ):
        assert fact in text
    assert {"pl": "PRO po polsku", "en": "PRO edition"}[language] in text


def test_size_periods_and_extensions_are_told(license):
    text = text_of(paper(license))

    assert "5 seats" in text
    assert "+2 seats" in text
    assert "subscription 1 April 2026 31 March 2027" in text
    assert "Rodzaj Od Do" in text_of(paper(license, language="pl"))


def test_the_same_facts_give_the_same_bytes_and_another_fact_others(license):
    assert paper(license) == paper(license)
    assert paper(license) != paper(license, with_number=False)


def test_it_is_made_to_last_and_to_be_read_aloud(license):
    with pikepdf.open(io.BytesIO(paper(license))) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked


def test_the_code_leads_to_the_page_of_the_license(license, settings):
    page = pypdfium2.PdfDocument(paper(license))[0].render(scale=3).to_pil()

    found = zxingcpp.read_barcodes(Image.merge("RGB", page.convert("RGB").split()))

    assert found[0].text == settings.PUBLIC_URL + license.get_absolute_url()


def test_the_whole_number_only_for_those_who_see_it_anyway(cast, license, sign_in):
    address = f"{license.get_absolute_url()}certificate/"

    full = sign_in(cast.bartek).get(address)
    masked = sign_in(cast.bogna).get(address)

    assert full["Content-Type"] == masked["Content-Type"] == "application/pdf"
    assert "CERT1-22222" in text_of(full.content)
    assert "CERT1-22222" not in text_of(masked.content)
    assert "CERT1-…-444" in text_of(masked.content)
    assert sign_in(cast.celina).get(address).status_code == 404


def test_words_that_look_like_the_language_of_the_printer_stay_words(cast, license):
    cast.alfa.name = '#import "x"; $ \\ *Alfa* <b> =1+1'
    cast.alfa.save()
    license.company = cast.alfa

    assert '#import "x"; $ \\ *Alfa* <b> =1+1' in text_of(paper(license))


def test_a_name_in_letters_that_our_fonts_lack_is_still_printed(cast, license):
    cast.alfa.name = "北京 Handel"
    cast.alfa.save()
    license.company = cast.alfa

    assert paper(license).startswith(b"%PDF")
