"""What a program receives about the state of the services."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from klucznik.news.states import Impact, Kind, Phase


class WordsOut(Schema):
    """The same in both languages; what the vendor wrote in one only stands in both."""

    pl: str
    en: str


class ServiceOut(Schema):
    """One part of the service and how it works now."""

    code: str
    name: WordsOut
    impact: Impact


class ServiceNoticeOut(Schema):
    """A published notice. `services` and `products` are codes; without products it is about all of them."""

    id: str
    kind: Kind
    phase: Phase
    impact: Impact
    title: WordsOut
    services: list[str]
    products: list[str]
    published_at: datetime
    changed_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    url: str


class NoticesOut(Schema):
    """What works now, and what everybody should know; the newest first."""

    impact: Impact
    services: list[ServiceOut]
    notices: list[ServiceNoticeOut]
