"""Signatures in XML (XAdES) and in containers (ASiC-E): who signed is read, whether it holds is not decided here."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from cryptography import x509
from cryptography.x509.oid import NameOID
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from klucznik.declarations.signed import Signature, signature

UNCHECKED: Final = "not_checked_by_machine"
_DS: Final = "{http://www.w3.org/2000/09/xmldsig#}"
_MOST: Final = 20


def read_xades(data: bytes) -> tuple[list[Signature], list[bytes]]:
    """The signatures of an XML, and the documents that lie inside it."""
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError):
        return [Signature(name="", reason="cannot_be_verified")], []
    every = list(root.iter(f"{_DS}Signature"))[:_MOST]
    return [_signature(one) for one in every], list(_documents(root))


def read_asice(data: bytes) -> tuple[list[Signature], list[bytes]]:
    """The signatures of a container, and the documents beside them; it was inspected when it came."""
    signatures: list[Signature] = []
    documents: list[bytes] = []
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        for name in container.namelist():
            if name.startswith("META-INF/"):
                if "signatures" in name and name.endswith(".xml"):
                    signatures += read_xades(container.read(name))[0]
            elif name != "mimetype" and not name.endswith("/"):
                documents.append(container.read(name))
    return signatures[:_MOST], documents


def _signature(element: Element) -> Signature:
    certificate = next(_certificates(element), None)
    told: dict[str, Any] = {"name": _citizen(element), "reason": UNCHECKED}
    if certificate is not None:
        subject = certificate.subject
        told["organization"] = _said(subject, NameOID.ORGANIZATION_NAME)
        told["issuer"] = _said(certificate.issuer, NameOID.COMMON_NAME)
        person = [_said(subject, NameOID.GIVEN_NAME), _said(subject, NameOID.SURNAME)]
        told["name"] = (
            told["name"] or " ".join(person).strip() or _said(subject, NameOID.COMMON_NAME)
        )
    when = next(element.iter("{http://uri.etsi.org/01903/v1.3.2#}SigningTime"), None)
    told["signed_at"] = (when.text or "").strip()[:40] if when is not None else ""
    return signature(told)


def _certificates(element: Element) -> Iterator[x509.Certificate]:
    """Certificates of people first: the chain above them may be given, too."""
    found = []
    for place in element.iter(f"{_DS}X509Certificate"):
        try:
            der = base64.b64decode("".join((place.text or "").split()), validate=True)
            found.append(x509.load_der_x509_certificate(der))
        except (binascii.Error, ValueError):
            continue
    yield from sorted(found, key=_is_authority)


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _said(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value)[:200] if found else ""


def _citizen(element: Element) -> str:
    """The person whom a podpis zaufany in XML names; their number is not read."""
    named = {
        one.tag.rpartition("}")[2]: (one.text or "").strip()[:100]
        for one in element.iter()
        if one.tag.rpartition("}")[2] in ("Imie", "Nazwisko")
    }
    return f"{named.get('Imie', '')} {named.get('Nazwisko', '')}".strip()


def _documents(root: Element) -> Iterator[bytes]:
    """What is signed, where it is packed into the XML itself."""
    for element in root.iter():
        text = "".join((element.text or "").split())
        if text.startswith(("JVBERi0", "iVBORw0KGgo", "/9j/")):
            try:
                yield base64.b64decode(text, validate=True)
            except (binascii.Error, ValueError):
                continue
