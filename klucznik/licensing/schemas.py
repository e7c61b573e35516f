"""What programs receive about licenses."""

from __future__ import annotations

from datetime import date

from ninja import Schema

from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.models import License
from klucznik.licensing.validation import judge


class LicenseOut(Schema):
    """A license; its number is masked for those who may not see it."""

    id: str
    product: str
    line: str
    number: str
    metric: str
    # The same as `size`, under its older name.
    amount: int
    size: int
    # How much of the size is used; null where the portal does not count it.
    used: int | None
    edition: str
    status: str
    verdict: str
    mode: str
    valid_from: date
    valid_to: date | None
    grace_to: date | None

    @classmethod
    def of(cls, license: License, *, used: int | None, with_number: bool) -> LicenseOut:
        facts = facts_of(license)
        judgement = judge(facts)
        return cls(
            id=license.public_id,
            product=license.product.code,
            line=license.product.line.code,
            number=license.number if with_number else license.number_masked,
            metric=license.metric,
            amount=license.size,
            size=license.size,
            used=used,
            edition=license.edition,
            status=license.status,
            verdict=judgement.verdict,
            mode=judgement.mode,
            valid_from=license.valid_from,
            valid_to=license.valid_to,
            grace_to=facts.grace_to,
        )


class LicensesOut(Schema):
    """Some licenses, and the mark at which the next ones begin."""

    licenses: list[LicenseOut]
    next: str | None
