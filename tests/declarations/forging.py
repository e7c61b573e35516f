"""Ways in which a signed PDF was, or could be, made to lie; each from an honestly signed letter."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from klucznik.demo import authority, pen
from tests.declarations import papers, signing

Attack = Callable[[bytes], bytes]
ATTACKS: dict[str, tuple[Attack, str]] = {}
RANGE = re.compile(rb"/ByteRange ?\[([^\]]*)\]")
CONTENTS = re.compile(rb"/Contents ?<([0-9a-fA-F]*)>")


def attack(reason: str) -> Callable[[Attack], Attack]:
    """Named by its function; `reason` is what the first bad signature of the file is said to be."""

    def register(function: Attack) -> Attack:
        ATTACKS[function.__name__] = (function, reason)
        return function

    return register


def signed(letter: bytes, **more: Any) -> bytes:
    return pen.sign(letter, signing.world().alfred, **more)


def revised(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """One more revision, as a viewer would save it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def replaced(pdf: bytes, found: re.Pattern[bytes], new: bytes) -> bytes:
    """Other bytes of the same length in the first place found."""
    place = found.search(pdf)
    assert place is not None
    old = place.group(0)
    assert len(new) <= len(old)
    return pdf[: place.start()] + new.ljust(len(old)) + pdf[place.end() :]


def first_page(writer: IncrementalPdfFileWriter) -> Any:
    reference, _ = writer.find_page_for_modification(0)
    return reference


# --- changed bytes


@attack("altered")
def a_byte_of_the_text_flipped(letter: bytes) -> bytes:
    pdf = bytearray(signed(letter))
    place = pdf.index(b"stream", 2000) + 40
    pdf[place] ^= 1
    return bytes(pdf)


@attack("altered")
def a_byte_of_the_signature_flipped(letter: bytes) -> bytes:
    pdf = signed(letter)
    (one,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    value = one.signer_info["signature"].native.hex().encode()
    at = pdf.lower().index(value) + 30
    return pdf[:at] + (b"1" if pdf[at : at + 1] == b"0" else b"0") + pdf[at + 1 :]


@attack("cannot_be_verified")
def a_null_byte_range(letter: bytes) -> bytes:
    return replaced(signed(letter), RANGE, b"/ByteRange null")


@attack("altered")
def a_byte_range_of_zeros(letter: bytes) -> bytes:
    return replaced(signed(letter), RANGE, b"/ByteRange [0 0 0 0]")


@attack("altered")
def a_byte_range_that_goes_back(letter: bytes) -> bytes:
    return replaced(signed(letter), RANGE, b"/ByteRange [0 -1 5 -9]")


@attack("cannot_be_verified")
def no_byte_range(letter: bytes) -> bytes:
    return replaced(signed(letter), re.compile(rb"/ByteRange"), b"/ByteRangX") + b"%/ByteRange"


@attack("cannot_be_verified")
def empty_contents(letter: bytes) -> bytes:
    return replaced(signed(letter), CONTENTS, b"/Contents <>")


@attack("cannot_be_verified")
def contents_of_zeros(letter: bytes) -> bytes:
    pdf = signed(letter)
    place = CONTENTS.search(pdf)
    assert place is not None
    return pdf[: place.start(1)] + b"0" * len(place.group(1)) + pdf[place.end(1) :]


@attack("cannot_be_verified")
def contents_that_are_a_number(letter: bytes) -> bytes:
    return replaced(signed(letter), CONTENTS, b"/Contents 7")


@attack("altered")
def the_signature_of_another_document(letter: bytes) -> bytes:
    other = CONTENTS.search(signed(papers.pdf()))
    pdf = signed(letter)
    place = CONTENTS.search(pdf)
    assert other is not None
    assert place is not None
    pasted = other.group(1)[: len(place.group(1))].ljust(len(place.group(1)), b"0")
    return pdf[: place.start(1)] + pasted + pdf[place.end(1) :]


@attack("cannot_be_verified")
def a_truncated_file(letter: bytes) -> bytes:
    pdf = signed(letter)
    return pdf[: len(pdf) - 400] + b"\n%%EOF"


@attack("altered")
def a_range_that_leaves_the_end_out(letter: bytes) -> bytes:
    """Signature wrapping: the range says less than the file holds."""
    pdf = signed(letter)
    place = RANGE.search(pdf)
    assert place is not None
    begin, size, second, rest = (int(one) for one in place.group(1).split())
    return replaced(pdf, RANGE, b"/ByteRange [%d %d %d %d]" % (begin, size, second, rest - 90))


# --- people and authorities


@attack("no_anchor")
def an_unknown_authority(letter: bytes) -> bytes:
    there = signing.world()
    return pen.sign(letter, there.person("Alfred", "Alfowski", by=there.stranger_root))


@attack("no_anchor")
def a_name_that_vouches_for_itself(letter: bytes) -> bytes:
    alone = authority.issue(
        {"given_name": "Alfred", "surname": "Alfowski", "name": "Testowy Korzeń"},
        statements=authority.QUALIFIED,
        since=signing.LONG_AGO,
    )
    return pen.sign(letter, alone)


@attack("expired")
def a_certificate_that_expired(letter: bytes) -> bytes:
    return pen.sign(letter, signing.world().person("Alfred", "Alfowski", days=30))


@attack("no_anchor")
def a_certificate_of_tomorrow(letter: bytes) -> bytes:
    tomorrow = signing.NOW + timedelta(days=1)
    return pen.sign(letter, signing.world().person("Alfred", "Alfowski", since=tomorrow))


@attack("expired")
def an_expired_certificate_and_a_strange_timestamp(letter: bytes) -> bytes:
    there = signing.world()
    clock = authority.issue(
        {"name": "Obcy zegar"}, by=there.stranger_root, stamps_time=True, since=signing.LONG_AGO
    )
    stamper = signing.DummyTimeStamper(
        pen.as_asn1(clock.certificate),
        pen.private(clock),
        fixed_dt=signing.LONG_AGO + timedelta(days=5),
    )
    return pen.sign(letter, there.person("Alfred", "Alfowski", days=30), stamper=stamper)


@attack("revoked")
def a_revoked_certificate(letter: bytes) -> bytes:
    """Signed and put into the file with the list that names it."""
    return signing.revoked(letter)


@attack("no_anchor")
def a_person_as_an_authority(letter: bytes) -> bytes:
    there = signing.world()
    return pen.sign(letter, there.person("Alfred", "Alfowski", by=there.beata))


@attack("no_anchor")
def the_second_of_two_by_an_unknown_authority(letter: bytes) -> bytes:
    there = signing.world()
    stranger = there.person("Beata", "Żółkiewska", by=there.stranger_root)
    return pen.sign(signed(letter), stranger, field="Podpis2")


@attack("no_anchor")
def the_first_of_two_by_an_unknown_authority(letter: bytes) -> bytes:
    there = signing.world()
    stranger = there.person("Beata", "Żółkiewska", by=there.stranger_root)
    return pen.sign(pen.sign(letter, stranger), there.alfred, field="Podpis2")


@attack("cannot_be_verified")
def a_key_that_stamps_time(letter: bytes) -> bytes:
    """A certificate of the same authority, made for something else."""
    return pen.sign(letter, signing.world().clock)
