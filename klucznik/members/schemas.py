"""What programs receive about access to products."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from ninja import Schema

from klucznik.members.explaining import Answer


class AccessOut(Schema):
    """Whether the signed-in person opens a product, why, and where to send them next."""

    product: str
    name: str
    opens: bool
    verdict: str
    sentence: str
    url: str
    since: datetime | None
    until: datetime | None

    @classmethod
    def of(cls, answer: Answer) -> AccessOut:
        company, product = answer.membership.company, answer.product
        page = reverse("members:no_access", args=[company.public_id, product.code])
        tick = answer.facts.tick
        return cls(
            product=product.code,
            name=product.name,
            opens=answer.opens,
            verdict=answer.verdict.value,
            sentence=answer.to_you,
            url=f"{settings.PUBLIC_URL}{page}",
            since=tick.since if tick else None,
            until=answer.until,
        )
