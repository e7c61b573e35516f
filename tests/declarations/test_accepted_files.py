"""Evidence is recognized by its content; what is active, hidden, huge or broken is refused."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from klucznik.declarations import errors
from klucznik.declarations.files import inspect
from tests.declarations import papers

Dictionary, Name = pikepdf.Dictionary, pikepdf.Name


# --- what people send ---


def test_a_pdf_is_kept_byte_for_byte():
    data = papers.pdf(pages=2)

    file = inspect(data, name="Oświadczenie.pdf")

    assert (file.kind, file.media_type, file.extension) == ("pdf", "application/pdf", ".pdf")
    assert (file.pages, file.size, file.data) == (2, len(data), data)
    assert file.sha256 == file.original_sha256 == hashlib.sha256(data).hexdigest()
    assert file.safe_name == "Oświadczenie.pdf"


def test_a_signed_pdf_with_its_appended_revision_is_kept_byte_for_byte():
    plain = papers.pdf(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = papers.revised(plain, b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached /Contents <00> >>")

    assert inspect(data, name="signed.pdf").data == data


def test_a_script_in_an_appended_revision_is_found():
    plain = papers.pdf(object_stream_mode=pikepdf.ObjectStreamMode.disable)

    with pytest.raises(errors.ActiveContent):
        inspect(papers.revised(plain, b"<< /S /JavaScript /JS (1) >>"), name="a.pdf")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_keeps_its_look_and_loses_its_metadata(kind: str):
    data = papers.photo_with_a_secret(kind)

    file = inspect(data, name="scan")

    assert b"SECRET" in data
    assert b"SECRET" not in file.data
    assert file.original_sha256 == hashlib.sha256(data).hexdigest() != file.sha256
    assert Image.open(io.BytesIO(file.data)).size == (40, 60)  # upright now


def test_a_photo_from_a_phone_becomes_a_jpeg():
    file = inspect(papers.heic(), name="IMG_1234.HEIC")

    assert (file.kind, file.media_type, file.safe_name) == ("jpeg", "image/jpeg", "IMG_1234.jpg")
    assert file.data.startswith(b"\xff\xd8\xff")
    assert b"SECRET" not in file.data


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA"])
def test_every_usual_kind_of_png_is_accepted(mode: str):
    file = inspect(papers.picture(mode=mode), name="a.png")

    assert Image.open(io.BytesIO(file.data)).size == (60, 40)


def test_a_scan_with_sixteen_bits_of_gray_keeps_its_shades():
    made = io.BytesIO()
    Image.new("I;16", (60, 40), 100 * 256).save(made, "PNG")

    file = inspect(made.getvalue(), name="a.png")

    assert Image.open(io.BytesIO(file.data)).convert("L").getpixel((5, 5)) == 100


def test_what_is_transparent_becomes_white_paper():
    made = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(made, "PNG")

    file = inspect(made.getvalue(), name="a.png")

    assert Image.open(io.BytesIO(file.data)).convert("L").getpixel((5, 5)) == 255


def test_a_signature_file_is_recognized():
    file = inspect(papers.XADES, name="podpis.xades")

    assert (file.kind, file.data, file.safe_name) == ("xades", papers.XADES, "podpis.xml")


def test_a_container_of_signatures_is_recognized_with_its_pages():
    file = inspect(papers.container(), name="signed.zip")

    assert (file.kind, file.pages, file.safe_name) == ("asice", 1, "signed.asice")


# --- size ---


def test_ten_megabytes_are_the_limit():
    data = papers.pdf()
    padded = data.replace(b"%%EOF", b"%" + b"x" * (10 * 1024 * 1024) + b"\n%%EOF")

    with pytest.raises(errors.FileTooLarge) as refusal:
        inspect(padded, name="a.pdf")
    assert "10 MB" in str(refusal.value)


def test_twenty_pages_are_the_limit():
    assert inspect(papers.pdf(pages=20), name="a.pdf").pages == 20
    with pytest.raises(errors.TooManyPages):
        inspect(papers.pdf(pages=21), name="a.pdf")


@pytest.mark.parametrize("size", [(7000, 7000), (60_000, 60_000), (2_000_000, 30)])
def test_a_pixel_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]):
    with pytest.raises(errors.TooManyPixels):
        inspect(papers.png_that_claims(*size), name="a.png")


def test_a_pixel_bomb_inside_a_pdf_is_refused():
    def change(document: pikepdf.Pdf) -> None:
        bomb = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=30_000, Height=30_000,
            ColorSpace=Name.DeviceGray, BitsPerComponent=1,
        )  # fmt: skip
        document.make_indirect(pikepdf.Stream(document, b"", bomb))
        document.Root.Hidden = document.make_indirect(pikepdf.Stream(document, b"", bomb))

    with pytest.raises(errors.TooManyPixels):
        inspect(papers.pdf(change=change), name="a.pdf")


# --- broken and two-faced ---


def test_a_pdf_cut_short_or_with_something_behind_its_end_is_refused():
    data = papers.pdf()

    for bad in (data[:-30], data[: len(data) // 2], data + b"<script>", data + b"%PDF-1.7 more"):
        with pytest.raises(errors.BrokenFile):
            inspect(bad, name="a.pdf")


def test_loops_inside_a_pdf_end_in_a_refusal():
    pages_loop = papers.raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    )
    table_loop = papers.pdf().replace(b"/Root", b"/Prev 9 /Root")
    start = table_loop.rindex(b"startxref")
    first = table_loop.index(b"xref\n")
    table_loop = table_loop[:start].replace(b"/Prev 9", b"/Prev %d" % first) + table_loop[start:]

    for bad in (pages_loop, table_loop):
        with pytest.raises(errors.BrokenFile):
            inspect(bad, name="a.pdf")


def test_a_bomb_of_packed_objects_is_defused_by_the_limits_of_the_worker():
    assert inspect(papers.packed_objects_bomb(1), name="a.pdf").pages == 1
    with pytest.raises(errors.BrokenFile):
        inspect(papers.packed_objects_bomb(800), name="a.pdf")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_cut_short_is_refused(kind: str):
    data = papers.picture(kind, size=(900, 900))

    with pytest.raises(errors.BrokenFile):
        inspect(data[: len(data) // 2], name="a")


def test_what_rides_behind_a_picture_is_left_behind():
    file = inspect(papers.picture() + b"<script>alert(1)</script>", name="a.png")

    assert b"script" not in file.data


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a" + papers.pdf(),
        b" " + papers.pdf(),
        b"MZ" + bytes(100),
        papers.archive(),
        papers.picture() + papers.archive(),
        papers.pdf() + papers.archive(),
        papers.picture("GIF"),
        papers.picture("TIFF"),
        b"<html><script>alert(1)</script></html>",
        b"just words",
        bytes(500),
    ],
)
def test_other_types_and_files_with_two_faces_are_refused(data: bytes):
    with pytest.raises(errors.UnknownFileType):
        inspect(data, name="a.pdf")


def test_nothing_at_all_is_a_broken_file():
    with pytest.raises(errors.BrokenFile):
        inspect(b"", name="a.pdf")


@given(
    st.sampled_from([b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<", b"PK\x03\x04"]),
    st.binary(max_size=300),
)
@hypothesis_settings(max_examples=15, deadline=None)
def test_noise_is_refused_with_a_sentence(magic: bytes, noise: bytes):
    with pytest.raises((errors.BrokenFile, errors.UnknownFileType, errors.ActiveContent)):
        inspect(magic + noise, name="a")
