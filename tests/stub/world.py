"""What the stand-in for a portal knows: one person, two companies, licenses and devices, at a time of its own."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from tools.signing import TestKey

BEGINNING = datetime(2026, 11, 30, 12, tzinfo=UTC)
ALFA = {
    "id": "c0mpanya1fa00001",
    "name": "Hurtownia Alfa sp. z o.o.",
    "tax_id": "PL5252248481",
    "role": "administrator",
}
ANNA = {"id": "p3rs0nanna000001", "name": "Anna Nowak", "email": "anna@alfa.example"}


class Refusal(Exception):
    """What the API says no with."""

    def __init__(self, status: int, code: str, detail: str = "", **more: object) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.more = status, code, detail or code, more


@dataclass
class License:
    number: str
    product: str
    size: int = 1
    metric: str = "seats"
    edition: str = "standard"
    variant: str = "standard"
    valid_to: date | None = None
    version_to: date | None = None
    grace_days: int = 14
    at_end: str = "read_only"
    seating: str = "named"
    activation: str = "sign_in"
    needs_acceptance: bool = False
    check_days: int = 7
    offline_days: int = 30
    status: str = "unregistered"
    notices: list[dict[str, object]] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    code: str = field(default_factory=lambda: secrets.token_hex(4).upper())

    @property
    def masked(self) -> str:
        return f"{self.number[:4]}-****-{self.number[-4:]}"

    @property
    def grace_to(self) -> date | None:
        return self.valid_to and self.valid_to + timedelta(days=self.grace_days)


@dataclass
class Device:
    license: License
    name: str
    system: str
    parts: dict[str, str]
    secret: str = field(default_factory=lambda: "kld_" + secrets.token_urlsafe(24))
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    version: str = ""
    public_key: str = ""
    counter: int = 0
    file_until: datetime | None = None
    lease_until: datetime | None = None
    is_released: bool = False

    def shown(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name, "system": self.system, "last_seen_at": ""}


@dataclass
class SignIn:
    user_code: str
    state: str = "authorization_pending"


class World:
    """Everything at once; the tests change it through the portal."""

    def __init__(self) -> None:
        self.now = BEGINNING
        self.keys = [TestKey("current")]
        self.revoked: set[str] = set()
        self.licenses: dict[str, License] = {}
        self.devices: list[Device] = []
        self.sign_ins: dict[str, SignIn] = {}
        self.tokens: set[str] = set()
        self.witnessed: tuple[bytes, bytes] = (b"", b"")
        # When programs first worked for entities that nobody registered; clients of the office, and their shares.
        self.first_runs: dict[str, date] = {}
        self.office_clients: dict[str, dict[str, object]] = {}
        # For applications in the browser: places of Anna, whom she serves, what she opens where, numbers asked for.
        self.companies: list[dict[str, str]] = [ALFA]
        self.clients: list[dict[str, object]] = []
        self.accesses: dict[tuple[str, str], dict[str, object]] = {}
        self.asked_for: list[tuple[str, str]] = []
        self.most_finds = 3

    @property
    def key(self) -> TestKey:
        return self.keys[-1]

    def license(self, wanted: str) -> License:
        """By number, however it is typed, or by id."""
        plain = wanted.upper().replace("-", "").replace(" ", "")
        for found in self.licenses.values():
            if wanted == found.id or plain == found.number:
                return found
        raise Refusal(422, "license_unknown", "Nie znamy takiej licencji.", field="number")

    def device_of(self, secret: str) -> Device:
        for device in self.devices:
            if device.secret == secret:
                return device
        raise Refusal(401, "not_signed_in", "To urządzenie nie jest aktywowane.")

    def holders(self, license: License) -> list[Device]:
        """Devices whose seats are taken: active, or released while their files still live."""
        return [one for one in self.devices if one.license is license and self.takes_seat(one)]

    def takes_seat(self, device: Device) -> bool:
        if device.is_released:
            return device.file_until is not None and device.file_until > self.now
        if device.license.seating == "floating":
            return device.lease_until is not None and device.lease_until > self.now
        return True
