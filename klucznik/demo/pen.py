"""A pretend pen: puts an electronic signature of the demonstration into a PDF, as a signing program would."""

from __future__ import annotations

import io
import logging
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from klucznik.demo.authority import Holder

_QUIET = logging.getLogger("pyhanko")
_QUIET.setLevel(logging.ERROR)
STAMP = (330, 60, 560, 110)  # where a visible signature stands on the page, in points


def signer_of(holder: Holder) -> signers.SimpleSigner:
    """The holder's key, ready to sign, with the certificates above it."""
    above = SimpleCertificateStore()
    above.register_multiple([as_asn1(one) for one in holder.above])
    return signers.SimpleSigner(
        signing_cert=as_asn1(holder.certificate), signing_key=private(holder), cert_registry=above
    )


def sign(
    pdf: bytes,
    holder: Holder,
    *,
    field: str = "Podpis1",
    stamper: TimeStamper | None = None,
    is_visible: bool = False,
    **more: Any,
) -> bytes:
    """The PDF with one more signature (PAdES), everything that was there before left as it is."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    about = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, **more
    )
    place = fields.SigFieldSpec(field, on_page=0, box=STAMP) if is_visible else None
    signer = signers.PdfSigner(
        about, signer=signer_of(holder), timestamper=stamper, new_field_spec=place
    )
    signed = io.BytesIO()
    signer.sign_pdf(writer, output=signed)
    return signed.getvalue()


def as_asn1(certificate: Any) -> asn1_x509.Certificate:
    der = certificate.public_bytes(serialization.Encoding.DER)
    return asn1_x509.Certificate.load(der)


def private(holder: Holder) -> keys.PrivateKeyInfo:
    der = holder.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return keys.PrivateKeyInfo.load(der)
