"""Reviewers see pictures of pages; drawing them cannot hurt the server."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from klucznik.declarations import errors, sandbox
from klucznik.declarations.raster import render_pages, type_of
from tests.declarations import papers

PDF = "application/pdf"


def opened(page: bytes) -> Image.Image:
    return Image.open(io.BytesIO(page))


def test_each_page_becomes_a_png_of_the_asked_width():
    pages = render_pages(papers.pdf(pages=3), media_type=PDF, width=620)

    assert len(pages) == 3
    assert all(page.startswith(b"\x89PNG") for page in pages)
    assert opened(pages[0]).size == (620, 878)


def test_no_more_pages_are_drawn_than_asked():
    assert len(render_pages(papers.pdf(pages=5), media_type=PDF, max_pages=2)) == 2


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_picture_is_one_page(kind: str, media_type: str):
    (page,) = render_pages(papers.picture(kind, size=(2480, 3508)), media_type=media_type)

    assert opened(page).size == (1240, 1754)


def test_a_photograph_stays_a_photograph():
    photograph = papers.picture("JPEG", size=(2480, 3508))
    (page,) = render_pages(photograph, media_type="image/jpeg")
    (drawing,) = render_pages(papers.picture("PNG"), media_type="image/png")

    assert (type_of(page), opened(page).format) == ("image/jpeg", "JPEG")
    assert (type_of(drawing), opened(drawing).format) == ("image/png", "PNG")


def test_the_stamp_of_a_signature_is_drawn():
    def stamp(document: pikepdf.Pdf) -> None:
        look = document.make_stream(b"1 0 0 rg 0 0 595 842 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = [0, 0, 595, 842]
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T="s",
                Rect=[0, 0, 595, 842], F=4, AP=pikepdf.Dictionary(N=look), P=document.pages[0].obj,
            )
        )  # fmt: skip
        document.pages[0].Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)

    (page,) = render_pages(papers.pdf(change=stamp), media_type=PDF, width=100)

    assert opened(page).convert("RGB").getpixel((50, 50)) == (255, 0, 0)


def test_a_page_like_a_ribbon_is_shown_smaller():
    def ribbon(document: pikepdf.Pdf) -> None:
        document.pages[0].MediaBox = [0, 0, 3, 14_400]

    (page,) = render_pages(papers.pdf(change=ribbon), media_type=PDF, width=500)

    assert opened(page).height <= 2001


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"not a pdf", PDF),
        (b"", PDF),
        (papers.pdf()[:200], PDF),
        (papers.png_that_claims(60_000, 60_000), "image/png"),
        (papers.picture("GIF"), "image/png"),
        (papers.XADES, "application/xml"),
        (papers.picture(), "image/svg+xml"),
    ],
)
def test_what_cannot_be_drawn_is_refused_cleanly(data: bytes, media_type: str):
    with pytest.raises(errors.FileCannotBeShown):
        render_pages(data, media_type=media_type)


def test_a_picture_bomb_inside_a_page_leaves_the_server_alive():
    import zlib

    packing = zlib.compressobj(1)
    pixels = b"".join(packing.compress(bytes(1 << 20)) for _ in range(800)) + packing.flush()

    def bomb(document: pikepdf.Pdf) -> None:
        picture = pikepdf.Stream(document, pixels)
        picture.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=35_000, Height=35_000,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.FlateDecode,
        )  # fmt: skip
        page = document.pages[0]
        page.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(I=document.make_indirect(picture))
        )
        page.Contents = document.make_stream(b"500 0 0 500 0 0 cm /I Do")

    try:
        pages = render_pages(papers.pdf(change=bomb), media_type=PDF)
    except errors.FileCannotBeShown:
        pages = []

    assert len(pages) <= 1


def worker(folder: Path, code: str) -> Path:
    path = folder / "worker.py"
    path.write_text(code)
    return path


def test_a_worker_that_hangs_is_killed(tmp_path: Path):
    marker = tmp_path / "pid"
    code = f"import os,signal\nopen({str(marker)!r},'w').write(str(os.getpid()))\nsignal.pause()"
    path = worker(tmp_path, code)

    with pytest.raises(sandbox.WorkerFailed):
        sandbox.run(path, b"", within=sandbox.Limits(seconds=3))

    with pytest.raises(ProcessLookupError):
        os.kill(int(marker.read_text()), 0)


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "bytes(2 << 30)",
        "import sys\nwhile True: sys.stdout.buffer.write(bytes(1 << 20))",
        "files = [open('/dev/null') for _ in range(100)]",
    ],
)
def test_a_greedy_worker_meets_its_limits(tmp_path: Path, code: str):
    little = sandbox.Limits(seconds=1.5, output=1 << 20)

    with pytest.raises(sandbox.WorkerFailed):
        sandbox.run(worker(tmp_path, code), b"", within=little)


def test_a_worker_that_never_reads_does_not_block_the_server(tmp_path: Path):
    assert sandbox.run(worker(tmp_path, "print('done')"), bytes(5_000_000)) == b"done\n"


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(1)", "not python"])
def test_a_worker_that_crashes_is_a_failure_of_the_file(tmp_path: Path, code: str):
    with pytest.raises(sandbox.WorkerFailed):
        sandbox.run(worker(tmp_path, code), b"")


def test_a_worker_sees_neither_our_environment_nor_our_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KLUCZNIK_SECRET_KEY", "a secret")
    code = "import os,sys\nprint('KLUCZNIK_SECRET_KEY' in os.environ, 'config' in sys.modules, os.getcwd())"

    assert sandbox.run(worker(tmp_path, code), b"") == b"False False /\n"


def test_a_busy_machine_asks_to_come_back(tmp_path: Path):
    hurry = sandbox.Limits(seconds=0.1)
    path = worker(tmp_path, "print(1)")

    with sandbox._seats, sandbox._seats, pytest.raises(errors.FileNotChecked):
        sandbox.run(path, b"", within=hurry)
