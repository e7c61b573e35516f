"""What an office may do for a client, in words, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.offices.models import Power, PowerKind, Share

ABOUT_POWERS: dict[PowerKind, str | Promise] = {
    PowerKind.WORK: _(
        "Its people who serve you open the application, see your documents and can add and change them."
    ),
    PowerKind.DATA: _("Name, tax ID, address and contact e-mail, as they stand in the portal."),
    PowerKind.PEOPLE: _("Names and addresses of those who have the right to the application."),
}
# What the client itself reads; the office reads of "the client".
TO_THE_CLIENT: dict[PowerKind, str | Promise] = {
    PowerKind.WORK: _("work in the shared application for your company"),
    PowerKind.DATA: PowerKind.DATA.label,
    PowerKind.PEOPLE: PowerKind.PEOPLE.label,
}


@dataclass(frozen=True)
class Standing:
    """One kind of power in a share: the row that holds now, or the last that ended."""

    kind: PowerKind
    power: Power | None

    @property
    def is_held(self) -> bool:
        return self.power is not None and self.power.ended_at is None

    @property
    def about(self) -> str:
        return str(ABOUT_POWERS[self.kind])

    @property
    def label(self) -> str:
        text = str(TO_THE_CLIENT[self.kind])
        return text[:1].upper() + text[1:]


def standings_of(share: Share) -> list[Standing]:
    """All kinds in their order; read from prefetched rows where there are any."""
    last: dict[str, Power] = {}
    for power in sorted(share.powers.all(), key=lambda one: one.pk):
        last[power.kind] = power
    return [Standing(kind, last.get(kind.value)) for kind in PowerKind]


def fact_in_words(name: str, value: Any) -> Any:
    """The power that an event is about; anything else as it is (settings.EVENT_WORDS)."""
    return str(PowerKind(value).label) if name == "power" and value in PowerKind.values else value
