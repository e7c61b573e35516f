"""What speaks for a claim and how much: the table of points and the waits that follow, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Representation(TextChoices):
    """Who signed: without one of these nothing is ever granted. The weakest comes last."""

    QUALIFIED = "qualified_signature", _("qualified signatures of everybody needed")
    TRUSTED = (
        "trusted_signature",
        _("podpis zaufany or podpis osobisty of everybody needed"),
    )
    SOME = "some_signatures", _("electronic signatures of some of those needed")
    HANDWRITTEN = "handwritten", _("handwritten signatures, compared with the register")


class Proof(TextChoices):
    """One kind of evidence; rows of it are models.Evidence, the standing ones are computed by the letter."""

    # Found in files
    SIGNATURE = "signature", _("electronic signature")
    CASE_SCAN = "case_scan", _("the declaration of this case, recognized by its code")
    # Control over something that belongs to the company
    REGISTER_CODE = "register_code", _("code from the company's address in the official register")
    DOMAIN = "domain", _("record in the DNS of the company's domain")
    CONTACT_CODE = "contact_code", _("code from a contact address known for long")
    PROGRAM = "program", _("a program of the company as a witness")
    INVOICE = "invoice", _("number and amount of an invoice")
    # Standing
    LONG_ASSOCIATED = "long_associated", _("connected with the company for long")
    WAS_ADMINISTRATOR = "was_administrator", _("was an administrator before")
    OFFICE = "office", _("the accounting office confirms")
    YOUNG_ACCOUNT = "young_account", _("the account or its second step is new")
    FRESH_CONTACT = "fresh_contact", _("contact data of the company changed lately")
    RISKY_SIGN_IN = "risky_sign_in", _("an unusual sign-in")


CONTROL: Final = (
    Proof.REGISTER_CODE,
    Proof.DOMAIN,
    Proof.CONTACT_CODE,
    Proof.PROGRAM,
    Proof.INVOICE,
)
STANDING: Final = (
    Proof.LONG_ASSOCIATED,
    Proof.WAS_ADMINISTRATOR,
    Proof.OFFICE,
    Proof.YOUNG_ACCOUNT,
    Proof.FRESH_CONTACT,
    Proof.RISKY_SIGN_IN,
)
# Everybody who is needed signed in a way that a machine can check: only then are the short waits possible.
SIGNED: Final = frozenset({Representation.QUALIFIED, Representation.TRUSTED})

# Whoever waits for holidays gains nothing: so many whole working days lie in every wait of at least this length.
WORKING_DAYS: Final = (
    (timedelta(days=14), 8),
    (timedelta(days=7), 4),
    (timedelta(hours=72), 2),
    (timedelta(0), 1),
)


@dataclass(frozen=True)
class Band:
    """From so many points on, others may object for so long."""

    is_signed: bool
    least: int
    wait: timedelta


@dataclass(frozen=True)
class Rules:
    """The operator's numbers."""

    points: Mapping[str, int]
    bands: tuple[Band, ...]

    def least(self, representation: Representation | None) -> int:
        """The points under which nothing is granted."""
        return min(band.least for band in self.bands_of(representation))

    def bands_of(self, representation: Representation | None) -> list[Band]:
        """Those for a machine-checked signature or for paper, the most points first."""
        own = [band for band in self.bands if band.is_signed == (representation in SIGNED)]
        return sorted(own, key=lambda band: -band.least)


@dataclass(frozen=True)
class Weight:
    """All that holds, and what it comes to."""

    representation: Representation | None
    proofs: frozenset[Proof]
    for_representation: int
    control: int
    standing: int

    @property
    def total(self) -> int:
        return self.for_representation + self.control + self.standing


@dataclass(frozen=True)
class Hint:
    """What one more piece of evidence would add, and how long the wait would then be (None: still too little)."""

    name: str
    gain: int
    wait: timedelta | None
    helps: bool  # the wait would be shorter, or possible at all


def weigh(rules: Rules, representation: Representation | None, proofs: Iterable[Proof]) -> Weight:
    """Each kind counts once; control counts together up to its limit; nothing counts in place of representation."""
    held = frozenset(proofs)
    control = sum(rules.points[proof] for proof in CONTROL if proof in held)
    return Weight(
        representation=representation,
        proofs=held,
        for_representation=rules.points[representation] if representation else 0,
        control=min(control, rules.points["control_at_most"]),
        standing=sum(rules.points[proof] for proof in STANDING if proof in held),
    )


def wait(rules: Rules, weight: Weight) -> timedelta | None:
    """How long others may object; None: too little, whatever else there is."""
    if weight.representation is None:
        return None
    reached = [band for band in rules.bands_of(weight.representation) if weight.total >= band.least]
    return reached[0].wait if reached else None


def hints(rules: Rules, weight: Weight, names: Iterable[str]) -> list[Hint]:
    """What each of these would change by itself, the most helpful first."""
    now = wait(rules, weight)
    found = []
    for name in names:
        then = _with(rules, weight, name)
        length = wait(rules, then)
        helps = length is not None and (now is None or length < now)
        found.append(Hint(name, then.total - weight.total, length, helps))
    return sorted(found, key=lambda hint: (not hint.helps, hint.wait or timedelta.max, -hint.gain))


def _with(rules: Rules, weight: Weight, name: str) -> Weight:
    if name in Representation.values:
        return weigh(rules, Representation(name), weight.proofs)
    return weigh(rules, weight.representation, weight.proofs | {Proof(name)})


def working_days(period: timedelta) -> int:
    """How many whole working days lie at least in a wait of this length."""
    return next(count for length, count in WORKING_DAYS if period >= length)
