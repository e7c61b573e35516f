"""What all adapters share: who is asked about whom, an answer kept for a day, a line in the log that names nobody."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, ClassVar

import structlog
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from klucznik.companies.registries import Answer, Facts, RegisterAnswer
from klucznik.companies.tax_ids import TaxId
from klucznik.integrations.registers.calling import Caller, NoAnswer

log = structlog.get_logger(__name__)

KEEP = 24 * 3600


@dataclass(frozen=True)
class Found:
    """What an adapter understood: facts of the company, or that it is not there."""

    facts: Facts | None
    reference: str = ""


class Adapter:
    """One register, asked by `find`; whatever goes wrong below is an unknown answer with a reason."""

    name: ClassVar[str]
    is_late: ClassVar[bool] = False
    prefills: ClassVar[bool] = False
    limits: ClassVar[tuple[str, ...]]

    def number(self, tax_id: TaxId, earlier: Sequence[RegisterAnswer]) -> str | None:
        """The number to ask for; None when the company is none of this register's business."""
        return tax_id.number if tax_id.country == TaxId.HOME else None

    def find(self, caller: Caller, number: str, tax_id: TaxId) -> Found:
        """Ask and understand; raises NoAnswer."""
        raise NotImplementedError

    def caller(self, *, patient: bool) -> Caller:
        return Caller(self.name, tuple((limit, "site") for limit in self.limits), patient=patient)

    def ask(
        self,
        tax_id: TaxId,
        *,
        earlier: Sequence[RegisterAnswer] = (),
        fresh: bool = False,
        patient: bool = True,
    ) -> RegisterAnswer | None:
        try:
            number = self.number(tax_id, earlier)
        except NoAnswer as why:
            return RegisterAnswer(self.name, Answer.UNKNOWN, reason=why.reason)
        if number is None:
            return None
        key = _key(self.name, tax_id, number)
        if not fresh and (kept := cache.get(key)):
            return _unpacked(kept)
        answer = self._asked(tax_id, number, patient=patient)
        if answer.answer != Answer.UNKNOWN:
            cache.set(key, _packed(answer), KEEP)
        return answer

    def _asked(self, tax_id: TaxId, number: str, *, patient: bool) -> RegisterAnswer:
        begun, spent = time.monotonic(), time.process_time()
        try:
            found = self.find(self.caller(patient=patient), number, tax_id)
        except NoAnswer as why:
            answer = RegisterAnswer(self.name, Answer.UNKNOWN, reason=why.reason)
        else:
            said = Answer.NO if found.facts is None else Answer.YES
            facts = found.facts or Facts()
            answer = RegisterAnswer(self.name, said, facts, reference=found.reference)
        log.info(
            "register.asked",
            register=self.name,
            answer=answer.answer.value,
            reason=answer.reason,
            ms=round(1000 * (time.monotonic() - begun)),
            processor_ms=round(1000 * (time.process_time() - spent), 1),
        )
        return answer


def about(asked: str, told: str) -> None:
    """An answer about somebody else is none."""
    if asked != told:
        raise NoAnswer("other_company")


def _key(register: str, tax_id: TaxId, number: str) -> str:
    """Keyed, so that the table of the cache tells nobody who was asked about."""
    text = f"register\x1f{register}\x1f{tax_id}\x1f{number}".encode()
    return f"register:{hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()}"


def _packed(answer: RegisterAnswer) -> dict[str, Any]:
    return {**asdict(answer), "answer": answer.answer.value, "at": answer.at.isoformat()}


def _unpacked(kept: dict[str, Any]) -> RegisterAnswer:
    return RegisterAnswer(
        kept["register"],
        Answer(kept["answer"]),
        Facts.of(kept["facts"]),
        reference=kept["reference"],
        at=parse_datetime(kept["at"]) or timezone.now() - timedelta(seconds=KEEP),
    )
