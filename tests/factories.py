"""Everything in a test that is not the cast: plain functions with good defaults."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from klucznik.accounts.backup_codes import new_codes
from klucznik.accounts.models import User
from klucznik.catalog.models import Line, Product
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.devices.fingerprints import Machine
from klucznik.devices.keys import give_secret
from klucznik.devices.models import Activation, Device
from klucznik.licensing.models import License, SigningKey
from klucznik.licensing.numbers import number_key
from klucznik.licensing.signing_keys import new_pair
from klucznik.transactions.models import Transaction

PASSWORD = "spokojna rzeka 17"

_count = itertools.count(1)


def person(
    first_name: str = "Jan", last_name: str = "Testowy", *, email: str = "", **fields: Any
) -> User:
    """Somebody with an activated account and a known password."""
    email = email or f"osoba{next(_count)}@example.com"
    return people([account(first_name, last_name, email=email, **fields)])[0]


def account(first_name: str, last_name: str, *, email: str, **fields: Any) -> User:
    """The account of a person, not in the database yet."""
    fields.setdefault("language", "en")
    # An account of these days would count against whoever claims the keys of a company.
    fields.setdefault("joined_at", clock.now() - timedelta(days=100))
    fields.setdefault("activated_at", clock.now())
    email = User.objects.normalize_email(email).lower()
    return User(
        email=email,
        password=_password(),
        first_name=first_name,
        last_name=last_name,
        **fields,
    )


def people(accounts: list[User]) -> list[User]:
    """Put accounts with their proved addresses into the database, all at once."""
    made = User.objects.bulk_create(accounts)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in made
    )
    return made


@cache
def _password() -> str:
    return make_password(PASSWORD)


def tax_number() -> str:
    """A NIP with a valid check digit (weights 6 5 7 2 3 4 5 6 7, modulo 11), never the same twice."""
    while True:
        digits = str(520000000 + next(_count))
        check = (
            sum(w * int(d) for w, d in zip((6, 5, 7, 2, 3, 4, 5, 6, 7), digits, strict=True)) % 11
        )
        if check < 10:
            return f"{digits}{check}"


def company(name: str = "Hurtownia Testowa", *, known: bool = True, **fields: Any) -> Company:
    """A company; `known` to the vendor unless said otherwise."""
    fields.setdefault("tax_number", tax_number())
    if known:
        fields.setdefault("known_at", clock.now() - timedelta(days=400))
        fields.setdefault("customer_no", f"K9{next(_count):05d}")
    return Company.objects.create(name=name, **fields)


def membership(
    of: Company, user: User, role: Role = Role.USER, *, proven: bool = True, **fields: Any
) -> Membership:
    """A place in a company."""
    made = place(of, user, role, proven=proven, **fields)
    made.save(force_insert=True)
    return made


def place(of: Company, user: User, role: Role, *, proven: bool = True, **fields: Any) -> Membership:
    """A place in a company, not in the database yet."""
    fields.setdefault("joined", Membership.Joined.INVITED)
    return Membership(
        company=of, user=user, role=role, proven_at=clock.now() if proven else None, **fields
    )


def product(
    code: str = "subiekt-gt",
    *,
    line: str = "gt",
    name: str = "",
    metric: str = "seats",
    rules: dict[str, Any] | None = None,
    **fields: Any,
) -> Product:
    """A product of the catalog; `rules` are those that differ from the defaults of catalog/rules.py."""
    found, _ = Line.objects.get_or_create(
        code=line, defaults={"name": line.upper(), "registration": Line.Registration.PROGRAM}
    )
    made, _ = Product.objects.get_or_create(
        code=code,
        defaults={
            "name": name or code.replace("-", " ").title(),
            "line": found,
            "metric": metric,
            "stored_rules": rules or {},
            **fields,
        },
    )
    return made


def license(of: Company, *, number: str = "", amount: int = 3, **fields: Any) -> License:
    """A registered license without an end."""
    number = number or f"TEST{next(_count):01d}-AAAAA-BBBBB-{next(_count):05d}"
    fields.setdefault("product", product() if "product" not in fields else fields["product"])
    return License.objects.create(
        company=of,
        number=number,
        number_key=number_key(number),
        metric=fields["product"].metric,
        amount=amount,
        valid_from=fields.pop("valid_from", date(2024, 1, 1)),
        status=fields.pop("status", License.Status.REGISTERED),
        **fields,
    )


def signing_key(**fields: Any) -> SigningKey:
    """A key that signs licenses, in the folder of this test."""
    key_id, public_key = new_pair()
    return SigningKey.objects.create(key_id=key_id, public_key=public_key, **fields)


def machine(name: str = "", **parts: str) -> Machine:
    """A computer that no other resembles, unless it is given the parts of one."""
    mark = f"{next(_count):016d}"
    made = {part: f"{part}-{mark}" for part in ("system", "board", "disk", "network")}
    return Machine(name or f"KOMPUTER-{mark[-4:]}", "Windows 11", made | parts)


def device(of: License, machine_: Machine | None = None, **fields: Any) -> Device:
    """A known installation without a place."""
    shown = machine_ or machine()
    return Device.objects.create(
        company=of.company,
        product=of.product,
        name=shown.name,
        system=shown.system,
        parts=shown.prints,
        fingerprint=shown.fingerprint,
        **fields,
    )


def activation(of: License, machine_: Machine | None = None, **fields: Any) -> Activation:
    """A device with a place in a license; `activation(...).secret` is what its program knows."""
    found = fields.pop("device", None) or device(of, machine_)
    secret = give_secret(found)
    found.save()
    fields.setdefault("how", Activation.How.SIGN_IN)
    made = Activation.objects.create(license=of, device=found, **fields)
    made.secret = secret
    return made


def transaction(of: Company, **fields: Any) -> Transaction:
    """A paid order."""
    return Transaction.objects.create(
        company=of,
        number=fields.pop("number", f"ZAM/2026/{next(_count):06d}"),
        on=fields.pop("on", date(2026, 3, 2)),
        net=fields.pop("net", Decimal("100.00")),
        vat_rate=Decimal("23"),
        gross=fields.pop("gross", Decimal("123.00")),
        status=fields.pop("status", Transaction.Status.PAID),
        **fields,
    )


def with_factor(user: User, *, mature: bool = True) -> User:
    """Give the person two-step verification (an authenticator application) and backup codes."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(user, generate_totp_secret())
    new_codes(user)
    if mature:
        Authenticator.objects.filter(user=user).update(created_at=clock.now() - timedelta(days=30))
    return user
