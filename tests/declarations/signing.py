"""A small world of signatures: authorities, people with certificates, timestamps, revocation, and how they sign."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import crl, ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp as pyca_ocsp
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext

from klucznik.demo import authority, pen
from klucznik.demo.authority import Holder

PESEL = "44051401359"
RESPONDER = "http://ocsp.zaufanie.example"
NOW = datetime.now(UTC).replace(microsecond=0)
LONG_AGO = NOW - timedelta(days=1000)


class World:
    """Everybody who has a certificate; made once, for keys take time."""

    def __init__(self) -> None:
        self.root = authority.issue({"name": "Testowy Korzeń"}, is_authority=True, since=LONG_AGO)
        self.issuer = authority.issue(
            {"name": "Testowe Centrum Kwalifikowane", "organization": "Testowe Zaufanie S.A."},
            by=self.root,
            is_authority=True,
            since=LONG_AGO,
        )
        self.stranger_root = authority.issue(
            {"name": "Testowy Korzeń"}, is_authority=True, since=LONG_AGO
        )
        self.state_root = authority.issue(
            {"name": "Podpis osobisty, pokaz"}, is_authority=True, since=LONG_AGO
        )
        self.profile_root = authority.issue(
            {"name": "Centrum pieczęci urzędów"}, is_authority=True, since=LONG_AGO
        )
        self.clock = authority.issue(
            {"name": "Testowy znacznik czasu"}, by=self.root, stamps_time=True, since=LONG_AGO
        )
        self.alfred = self.person("Alfred", "Alfowski")
        self.beata = self.person("Beata", "Żółkiewska")
        self.seal = authority.issue(
            {"name": "Piekarnia Alfa", "organization": "Piekarnia Alfa", "organization_id": "VATPL-5260250274"},
            by=self.issuer,
            statements=authority.SEAL,
            since=LONG_AGO,
        )  # fmt: skip
        self.ministry = authority.issue(
            {
                "name": "Minister do spraw informatyzacji - pieczęć podpisu zaufanego",
                "organization": "Ministerstwo",
            },
            by=self.profile_root,
            statements=authority.SEAL,
            since=LONG_AGO,
        )
        self.list_signer = authority.issue(
            {"country": "PL", "name": "Operator listy"}, is_authority=True, since=LONG_AGO
        )
        self.citizen = self.person("Alfred", "Alfowski", by=self.state_root, statements=())

    def person(self, first: str, last: str, *, by: Holder | None = None, **more: Any) -> Holder:
        subject = {
            "country": "PL",
            "given_name": first,
            "surname": last,
            "number": f"PNOPL-{PESEL}",
            "name": f"{first} {last}",
        }
        how = {"statements": authority.QUALIFIED, "since": LONG_AGO, "asked_at": RESPONDER} | more
        return authority.issue(subject, by=by or self.issuer, **how)

    def stamper(self, at: datetime | None = None) -> DummyTimeStamper:
        return DummyTimeStamper(
            pen.as_asn1(self.clock.certificate), pen.private(self.clock), fixed_dt=at
        )

    def trusted_in(self, folder: Path) -> Path:
        """A folder of certificates as an operator would lay it out."""
        for place, holder in {
            "qualified": self.root,
            "personal": self.state_root,
            "trusted_profile": self.profile_root,
        }.items():
            (folder / place).mkdir(parents=True, exist_ok=True)
            (folder / place / "root.pem").write_bytes(holder.pem)
        return folder


@lru_cache
def world() -> World:
    return World()


def stamped(pdf: bytes, holder: Holder, *, at: datetime | None = None, **more: Any) -> bytes:
    """PAdES-T: with a timestamp of the signature."""
    return pen.sign(pdf, holder, stamper=world().stamper(at), **more)


def long_lived(
    pdf: bytes,
    holder: Holder,
    *,
    is_archive: bool = False,
    by_ocsp: bool = False,
    **more: Any,
) -> bytes:
    """PAdES-LT, or LTA as an archive: the file brings along whether the certificates were revoked."""
    return stamped(
        pdf,
        holder,
        embed_validation_info=True,
        use_pades_lta=is_archive,
        validation_context=_context(holder, by_ocsp=by_ocsp),
        **more,
    )


def revoked(pdf: bytes) -> bytes:
    """Signed with a certificate that was revoked two days ago; the file brings the list that says so."""
    there = world()
    signed = stamped(pdf, there.alfred)
    lists = [revocations(there.root), revocations(there.issuer, there.alfred)]
    made = io.BytesIO(signed)
    DocumentSecurityStore.add_dss(
        made,
        certs=[pen.as_asn1(one) for one in (there.alfred.certificate, *there.alfred.above)],
        crls=lists,
        sig_contents=None,
    )
    return made.getvalue()


def _context(holder: Holder, *, by_ocsp: bool) -> ValidationContext:
    there = world()
    lists = [revocations(there.root)]
    answers = [good(holder, there.issuer)] if by_ocsp else []
    if not by_ocsp:
        lists.append(revocations(there.issuer))
    return ValidationContext(
        trust_roots=[pen.as_asn1(there.root.certificate)],
        other_certs=[pen.as_asn1(there.issuer.certificate)],
        crls=lists,
        ocsps=answers,
        allow_fetching=False,
        revocation_mode="require",
    )


def revocations(issuer: Holder, *revoked: Holder) -> crl.CertificateList:
    """The issuer's list of revoked certificates."""
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(NOW - timedelta(hours=1))
        .next_update(NOW + timedelta(days=30))
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()),
            critical=False,
        )
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for one in revoked:
        made = made.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(one.certificate.serial_number)
            .revocation_date(NOW - timedelta(days=2))
            .build()
        )
    der = made.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    return crl.CertificateList.load(der)


def good(holder: Holder, issuer: Holder) -> ocsp.OCSPResponse:
    """The issuer's answer that this certificate is good."""
    made = (
        pyca_ocsp.OCSPResponseBuilder()
        .add_response(
            cert=holder.certificate,
            issuer=issuer.certificate,
            algorithm=hashes.SHA1(),
            cert_status=pyca_ocsp.OCSPCertStatus.GOOD,
            this_update=NOW - timedelta(minutes=5),
            next_update=NOW + timedelta(days=1),
            revocation_time=None,
            revocation_reason=None,
        )
        .responder_id(pyca_ocsp.OCSPResponderEncoding.HASH, issuer.certificate)
        .certificates([issuer.certificate])
    )
    der = made.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    return ocsp.OCSPResponse.load(der)
