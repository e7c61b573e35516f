"""What programs receive about licenses."""

from __future__ import annotations

from datetime import date

from ninja import Schema

from klucznik.licensing.models import License


class LicenseOut(Schema):
    """A license; its number is masked for those who may not see it."""

    id: str
    product: str
    line: str
    number: str
    metric: str
    amount: int
    status: str
    valid_from: date
    valid_to: date | None

    @classmethod
    def of(cls, license: License, *, with_number: bool) -> LicenseOut:
        return cls(
            id=license.public_id,
            product=license.product.code,
            line=license.product.line.code,
            number=license.number if with_number else license.number_masked,
            metric=license.metric,
            amount=license.size,
            status=license.status,
            valid_from=license.valid_from,
            valid_to=license.valid_to,
        )


class LicensesOut(Schema):
    """Some licenses, and the mark at which the next ones begin."""

    licenses: list[LicenseOut]
    next: str | None
