"""Files as people, phones and attackers make them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
import pillow_heif
from PIL import Image

XADES = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="s1">'
    b"<ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>"
)
ASICE_TYPE = b"application/vnd.etsi.asic-e+zip"


def pdf(*, pages: int = 1, change=None, **how) -> bytes:
    """A small PDF, after `change(document)` has done its work."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if change:
        change(document)
    made = io.BytesIO()
    document.save(made, **how)
    return made.getvalue()


def script(document: pikepdf.Pdf) -> None:
    """The simplest thing that an active PDF does."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def raw_pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF written by hand, with a correct table of objects, for what no library would write."""
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + tail % (len(objects) + 1, root, len(body))


def revised(data: bytes, added: bytes) -> bytes:
    """The same PDF with one more object appended the way a signing program appends its own."""
    document = pikepdf.open(io.BytesIO(data))
    number, before = int(document.trailer.Size), data.rindex(b"startxref")
    previous = int(data[before:].split()[1])
    root = document.Root.objgen[0]
    body = data + b"\n"
    place = len(body)
    body += b"%d 0 obj\n%s\nendobj\n" % (number, added)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    tail = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + tail % (number + 1, root, previous, len(body))


def picture(kind: str = "PNG", *, size=(60, 40), mode: str = "RGB", **how) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "brown" if mode == "RGB" else 1).save(made, kind, **how)
    return made.getvalue()


def photo_with_a_secret(kind: str = "JPEG") -> bytes:
    """A photo that tells where and by whom it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    exif[0x0112] = 6  # turn by a quarter to stand upright
    return picture(kind, exif=exif)


def heic() -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SECRET-PHONE"
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "brown")).save(made, exif=exif.tobytes())
    return made.getvalue()


def png_that_claims(wide: int, high: int) -> bytes:
    """A tiny PNG whose header promises an enormous picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1 << 20))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def container(entries: dict[str, bytes] | None = None, *, first: bytes = ASICE_TYPE) -> bytes:
    """An ASiC-E container; without `entries` an ordinary one with a signed PDF."""
    if entries is None:
        entries = {"declaration.pdf": pdf(), "META-INF/signatures.xml": XADES}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), first, zipfile.ZIP_STORED)
        for name, data in entries.items():
            archive.writestr(name, data)
    return made.getvalue()


def archive() -> bytes:
    """An ordinary ZIP."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as files:
        files.writestr("a.class", b"x")
    return made.getvalue()


def packed_objects_bomb(megabytes: int) -> bytes:
    """A PDF whose page lies in a packed stream that unpacks to so many megabytes."""
    packing = zlib.compressobj(1)
    page = b"4 0 << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> "
    packed = packing.compress(page)
    packed += b"".join(packing.compress(bytes(1 << 20)) for _ in range(megabytes))
    packed += packing.flush()
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            stream % len(packed) + packed + b"\nendstream",
        ],
        1,
    ):
        places.append(struct.pack(">BIH", 1, len(body), 0))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    free, inside = struct.pack(">BIH", 0, 0, 65535), struct.pack(">BIH", 2, 3, 0)
    rows = b"".join([free, *places, inside, struct.pack(">BIH", 1, len(body), 0)])
    table = b"5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n"
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + table % len(rows) + rows + tail
