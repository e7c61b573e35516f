"""What was added to a signed PDF afterwards, as a viewer or an attacker would save it."""

from __future__ import annotations

import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import fields

from klucznik.demo import pen
from tests.declarations import signing
from tests.declarations.forging import attack, first_page, revised, signed


@attack("junk")
def junk_after_the_end(letter: bytes) -> bytes:
    return signed(letter) + b"junk that nobody signed"


@attack("cannot_be_verified")
def junk_with_an_end_of_its_own(letter: bytes) -> bytes:
    return signed(letter) + b"\njunk that nobody signed\n%%EOF\n"


@attack("changed_after")
def a_page_rotated(letter: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = first_page(writer)
        page.get_object()["/Rotate"] = generic.NumberObject(90)
        writer.mark_update(page)

    return revised(signed(letter), change)


@attack("changed_after")
def an_annotation_added(letter: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = first_page(writer)
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Contents"): generic.pdf_string("login: mallory@zly.example"),
                pdf_name("/Rect"): generic.ArrayObject(
                    map(generic.NumberObject, [50, 50, 400, 90])
                ),
            }
        )
        notes = generic.ArrayObject(
            [*page.get_object().get("/Annots", ()), writer.add_object(note)]
        )
        page.get_object()["/Annots"] = notes
        writer.mark_update(page)

    return revised(signed(letter), change)


@attack("changed_after")
def the_text_replaced_in_a_new_revision(letter: bytes) -> bytes:
    """An incremental saving attack."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = first_page(writer)
        other = generic.StreamObject(stream_data=b"BT /F1 12 Tf 50 700 Td (mallory) Tj ET")
        page.get_object()["/Contents"] = writer.add_object(other)
        writer.mark_update(page)

    return revised(signed(letter), change)


@attack("changed_after")
def a_page_added(letter: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        stream = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
        writer.insert_page(PageObject(contents=stream, media_box=(0, 0, 595, 842)))

    return revised(signed(letter), change)


@attack("changed_after")
def the_pages_swapped_in_the_catalog(letter: bytes) -> bytes:
    """A shadow attack: another tree of pages lay in wait."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        stream = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
        pages = generic.DictionaryObject(
            {pdf_name("/Type"): pdf_name("/Pages"), pdf_name("/Count"): generic.NumberObject(1)}
        )
        tree = writer.add_object(pages)
        page = PageObject(contents=stream, media_box=(0, 0, 595, 842))
        page["/Parent"] = tree
        pages["/Kids"] = generic.ArrayObject([writer.add_object(page)])
        writer.root["/Pages"] = tree
        writer.update_root()

    return revised(signed(letter), change)


@attack("changed_after")
def an_object_freed(letter: bytes) -> bytes:
    pdf = signed(letter)
    before = pdf[pdf.rindex(b"startxref") :].split()[1]
    body = pdf + b"\n"
    table = b"xref\n4 1\n0000000000 00001 f \n"
    reader = PdfFileReader(io.BytesIO(pdf))
    root, size = reader.root_ref.idnum, int(reader.trailer["/Size"])
    tail = b"trailer\n<< /Size %d /Root %d 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + tail % (size, root, before, len(body))


@attack("changed_after")
def a_field_filled_in(letter: bytes) -> bytes:
    """A form field was there when it was signed; its text came afterwards."""
    field = generic.DictionaryObject(
        {
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.pdf_string("login"),
            pdf_name("/V"): generic.pdf_string("anna@alfa.example"),
        }
    )

    def prepare(writer: IncrementalPdfFileWriter) -> None:
        form = generic.DictionaryObject(
            {pdf_name("/Fields"): generic.ArrayObject([writer.add_object(field)])}
        )
        writer.root["/AcroForm"] = writer.add_object(form)
        writer.update_root()

    def fill(writer: IncrementalPdfFileWriter) -> None:
        place = writer.root["/AcroForm"]["/Fields"].raw_get(0)
        place.get_object()["/V"] = generic.pdf_string("mallory@zly.example")
        writer.mark_update(place)

    return revised(signed(revised(letter, prepare)), fill)


@attack("changed_after")
def a_certified_letter_with_a_note(letter: bytes) -> bytes:
    """An evil annotation attack: the certificate itself allows notes."""
    certified = signed(letter, certify=True, docmdp_permissions=fields.MDPPerm.ANNOTATE)

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = first_page(writer)
        page.get_object()["/Annots"] = generic.ArrayObject(
            [
                *page.get_object().get("/Annots", ()),
                writer.add_object(
                    generic.DictionaryObject(
                        {
                            pdf_name("/Type"): pdf_name("/Annot"),
                            pdf_name("/Subtype"): pdf_name("/Stamp"),
                        }
                    )
                ),
            ]
        )
        writer.mark_update(page)

    return revised(certified, change)


@attack("changed_after")
def changed_between_two_signatures(letter: bytes) -> bytes:
    there = signing.world()
    return pen.sign(a_page_rotated(letter), there.beata, field="Podpis2")
