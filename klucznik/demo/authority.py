"""A pretend certificate authority: what it issues looks like the real thing and is worth nothing outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
    ObjectIdentifier,
)

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

FIELDS: Final = {
    "country": NameOID.COUNTRY_NAME,
    "organization": NameOID.ORGANIZATION_NAME,
    "organization_id": ObjectIdentifier("2.5.4.97"),
    "given_name": NameOID.GIVEN_NAME,
    "surname": NameOID.SURNAME,
    "number": NameOID.SERIAL_NUMBER,
    "name": NameOID.COMMON_NAME,
}
# Statements of qualified certificates (ETSI EN 319 412-5), as DER.
_STATEMENTS: Final = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
COMPLIANT: Final = bytes.fromhex("3008060604008e460101")
IN_A_DEVICE: Final = bytes.fromhex("3008060604008e460104")
FOR_SIGNING: Final = bytes.fromhex("3013060604008e4601063009060704008e46010601")
FOR_SEALING: Final = bytes.fromhex("3013060604008e4601063009060704008e46010602")
QUALIFIED: Final = (COMPLIANT, IN_A_DEVICE, FOR_SIGNING)
SEAL: Final = (COMPLIANT, IN_A_DEVICE, FOR_SEALING)


# In the demonstration's folder: what is trusted, and the key that only the demonstration has.
TRUST: Final = "trust"
_CERTIFICATE: Final = Path(TRUST, "qualified", "pokaz.pem")
_KEY: Final = Path("keys", "demo-authority.key")


@dataclass(frozen=True)
class Holder:
    """Somebody with a key and a certificate for it, and the certificates of those above."""

    key: Key
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )


def found(folder: Path) -> None:
    """Make the demonstration's authority, once for each folder."""
    certificate, key = folder / _CERTIFICATE, folder / _KEY
    if certificate.exists() and key.exists():
        return
    made = issue(
        {"country": "PL", "name": "Pokaz Klucznika, certyfikaty na niby"},
        is_authority=True,
        since=datetime.now(UTC) - timedelta(days=1),
    )
    for path, data in ((key, made.key_pem), (certificate, made.pem)):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(data)
    key.chmod(0o600)


def pretend_person(folder: Path, name: str) -> Holder:
    """A certificate for anybody who plays along, as a qualified provider would issue it."""
    key = serialization.load_pem_private_key((folder / _KEY).read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    root = Holder(key, x509.load_pem_x509_certificate((folder / _CERTIFICATE).read_bytes()))
    first, _, last = name.strip().rpartition(" ")
    subject = {"country": "PL", "given_name": first or last, "surname": last, "name": name}
    since = datetime.now(UTC) - timedelta(hours=1)
    return issue(subject, by=root, statements=QUALIFIED, since=since, days=30)


def issue(
    subject: dict[str, str],
    *,
    by: Holder | None = None,
    is_authority: bool = False,
    stamps_time: bool = False,
    statements: Iterable[bytes] = (),
    asked_at: str = "",
    since: datetime,
    days: int = 3650,
) -> Holder:
    """A fresh key with a certificate; without `by` it vouches for itself."""
    key: Key = (
        rsa.generate_private_key(65537, 2048)
        if stamps_time or is_authority
        else ec.generate_private_key(ec.SECP256R1())
    )
    name = x509.Name([x509.NameAttribute(FIELDS[field], value) for field, value in subject.items()])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by.certificate.subject if by else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=days))
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(_usage(is_authority=is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    issuer_key = (by.key if by else key).public_key()
    made = made.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
    )
    if stamps_time:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(stamping, critical=True)
    if asked_at:
        place = x509.UniformResourceIdentifier(asked_at)
        answers = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)
        made = made.add_extension(x509.AuthorityInformationAccess([answers]), critical=False)
    if said := b"".join(statements):
        told = x509.UnrecognizedExtension(_STATEMENTS, b"\x30" + bytes([len(said)]) + said)
        made = made.add_extension(told, critical=False)
    certificate = made.sign(by.key if by else key, hashes.SHA256())
    return Holder(key, certificate, (by.certificate, *by.above) if by else ())


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
