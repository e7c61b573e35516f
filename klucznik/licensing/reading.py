"""Licenses as a page shows them: each with its state, what is used of it, and the viewer's next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from klucznik.companies.models import Membership
from klucznik.companies.permissions import abilities
from klucznik.core import clock
from klucznik.licensing.counting import used_of
from klucznik.licensing.entitlements import OPENING, facts_of
from klucznik.licensing.models import Extension, License
from klucznik.licensing.naming import edition_name
from klucznik.licensing.registrations import ToDo, to_do
from klucznik.licensing.steps import Situation, Step, next_step
from klucznik.licensing.validation import Judgement, judge
from klucznik.licensing.verdicts import Verdict
from klucznik.licensing.wording import State, sentence, state_of
from klucznik.members.explaining import Answer, explain_all

TONES = {"attention": "warning", "problem": "danger"}


@dataclass(frozen=True)
class Standing:
    """One license as this viewer meets it."""

    license: License
    judgement: Judgement
    state: State
    used: int | None
    step: Step

    @cached_property
    def sentence(self) -> str:
        return sentence(self.license, self.judgement)

    @property
    def is_to_register(self) -> bool:
        """Whether registering is the next thing, by the company or by the vendor."""
        gone = self.judgement.verdict in (Verdict.EXPIRED, Verdict.IN_GRACE)
        return to_do(self.license) != ToDo.NOTHING and not gone and self.state.shape != "ended"

    @property
    def tone(self) -> str:
        """How loudly its page says the sentence."""
        return TONES.get(self.state.shape, "info")

    @property
    def is_over_size(self) -> bool:
        return self.used is not None and self.used > self.license.size

    @property
    def edition(self) -> str:
        """What tells it from others of its product: the edition as the catalog names it, or else its variant."""
        if name := edition_name(self.license):
            return name
        is_special = self.license.variant != License.Variant.STANDARD
        return str(self.license.get_variant_display()) if is_special else ""


def standings(membership: Membership, licenses: Sequence[License]) -> list[Standing]:
    """All of them at the same number of queries."""
    for license in licenses:
        license.company = membership.company
    judged = [(license, judge(facts_of(license))) for license in licenses]
    used, can = used_of(licenses), abilities(membership)
    answers = answers_for(membership, judged)
    found = []
    for license, judgement in judged:
        answer = answers.get(license.product_id) if judgement.verdict in OPENING else None
        situation = Situation(
            license=license,
            judgement=judgement,
            state=state_of(license, judgement),
            used=used.get(license.pk),
            missing=answer if answer and not answer.opens else None,
            opens=bool(answer and answer.opens),
        )
        step = next_step(situation, can)
        found.append(Standing(license, judgement, situation.state, situation.used, step))
    return found


def answers_for(
    membership: Membership, judged: Sequence[tuple[License, Judgement]]
) -> dict[int, Answer]:
    """Whether the viewer opens the products that are opened by name and whose license works."""
    products = {
        license.product
        for license, judgement in judged
        if license.product.needs_access and judgement.verdict in OPENING
    }
    answers = explain_all(membership, products) if products else []
    return {answer.product.pk: answer for answer in answers}


@dataclass(frozen=True)
class Part:
    """One line of how a size comes about: what it was bought with, what extends it until when, what rests."""

    kind: str  # base, extension, rest
    amount: int
    extension: Extension | None = None


def parts_of(license: License) -> list[Part]:
    """The size in its parts; nothing where it has but one."""
    parts = [Part("base", license.amount)]
    for extension in license.extensions.on(clock.today()).select_related("product"):
        if extension.metric == license.metric:
            parts.append(Part("extension", extension.amount, extension))
    if license.suspended_amount:
        parts.append(Part("rest", -license.suspended_amount))
    return parts if len(parts) > 1 else []
