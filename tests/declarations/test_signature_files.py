"""Files of electronic signatures are recognized, and what lies in them is checked too."""

from __future__ import annotations

import pytest

from klucznik.declarations import errors
from klucznik.declarations.files import inspect
from tests.declarations import papers


@pytest.mark.parametrize(
    "prologue",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        b'<?xml-stylesheet type="text/xsl" href="#a"?>',
    ],
)
def test_an_xml_with_entities_or_instructions_is_refused(prologue: bytes):
    with pytest.raises(errors.ActiveContent):
        inspect(papers.XADES.replace(b"?>\n", b"?>\n" + prologue), name="a.xml")


def test_an_xml_with_a_script_is_refused():
    script = b'<s:script xmlns:s="http://www.w3.org/1999/xhtml">1</s:script>'

    with pytest.raises(errors.ActiveContent):
        inspect(papers.XADES.replace(b"AAAA", script), name="a.xml")


@pytest.mark.parametrize("inside", [b"<a>" * 5000, b"<a/>" * 30_000, b"<a>", b"\xff\xfe", b"&b;"])
def test_an_xml_that_is_deep_long_or_not_well_formed_is_refused(inside: bytes):
    with pytest.raises(errors.BrokenFile):
        inspect(papers.XADES.replace(b"AAAA", inside), name="a.xml")


def test_an_xml_without_a_signature_is_not_evidence():
    with pytest.raises(errors.UnknownFileType):
        inspect(b"<invoice/>", name="a.xml")


@pytest.mark.parametrize(
    "entries",
    [
        {"a.pdf": papers.pdf()},
        {"META-INF/signatures.xml": papers.XADES},
        {"../a.pdf": papers.pdf(), "META-INF/signatures.xml": papers.XADES},
        {"/etc/a.pdf": papers.pdf(), "META-INF/signatures.xml": papers.XADES},
        {"a.pdf": papers.pdf(), "META-INF/signatures.xml": b"<broken"},
        {"a.pdf": papers.pdf() + bytes(31 << 20), "META-INF/signatures.xml": papers.XADES},
        {f"{n}.pdf": papers.pdf() for n in range(40)} | {"META-INF/signatures.xml": papers.XADES},
    ],
)  # fmt: skip
def test_a_container_that_is_not_what_it_should_be_is_refused(entries: dict[str, bytes]):
    with pytest.raises(errors.BrokenFile):
        inspect(papers.container(entries), name="a.asice")


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        (papers.pdf(change=papers.script), errors.ActiveContent),
        (papers.png_that_claims(9000, 9000), errors.TooManyPixels),
        (b"MZ", errors.UnknownFileType),
        (papers.archive(), errors.UnknownFileType),
    ],
)
def test_what_lies_in_a_container_is_checked_too(document: bytes, refusal: type[Exception]):
    entries = {"a": document, "META-INF/signatures.xml": papers.XADES}

    with pytest.raises(refusal):
        inspect(papers.container(entries), name="a.asice")


def test_a_container_of_another_type_is_refused():
    for other in (b"application/epub+zip", b""):
        with pytest.raises(errors.UnknownFileType):
            inspect(papers.container(first=other), name="a.asice")
