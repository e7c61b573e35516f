"""The one thing that a viewer can do about a license now, and where."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product
from klucznik.licensing.models import License
from klucznik.licensing.registrations import ToDo, to_do
from klucznik.licensing.validation import Judgement
from klucznik.licensing.verdicts import Verdict
from klucznik.licensing.wording import State
from klucznik.members.explaining import Answer

UNREGISTERED = (Verdict.UNREGISTERED, Verdict.UNREGISTERED_OVER)
OVER = (Verdict.IN_GRACE, Verdict.EXPIRED)


@dataclass(frozen=True)
class Step:
    """A word for a button or a link; `how` says it in a sentence where the act is done elsewhere."""

    name: str
    label: str | Promise
    url: str
    how: str | Promise = ""

    @property
    def is_act(self) -> bool:
        """Whether the page of the license shows it as its button; what has a notice of its own is not there twice."""
        return self.name in ("ask", "open", "free")


@dataclass(frozen=True)
class Situation:
    """What the step depends on, besides what the viewer may."""

    license: License
    judgement: Judgement
    state: State
    used: int | None = None
    # What keeps the viewer from opening the product; `opens` only where products are opened by name.
    missing: Answer | None = None
    opens: bool = False

    @property
    def is_full(self) -> bool:
        return self.used is not None and self.used >= self.license.size


def next_step(now: Situation, can: SimpleNamespace) -> Step:
    """What mends the gravest thing first; a license that is well leads to the program or to its page."""
    return (
        _register(now, can)
        or _renew(now, can, now.judgement.verdict in OVER)
        or _open(now, can)
        or _renew(now, can, now.state.needs_attention)
        or _free_a_place(now, can)
        or Step("details", _("Details"), now.license.get_absolute_url())
    )


def _register(now: Situation, can: SimpleNamespace) -> Step | None:
    """In the portal where the product lets it be done here and the viewer may; otherwise how it is done."""
    if now.judgement.verdict not in UNREGISTERED or now.state.shape == "ended":
        return None
    place = (now.license.company.public_id, now.license.public_id)
    match to_do(now.license):
        case ToDo.TERMS if can.licenses_manage:
            return Step("activate", _("Activate"), reverse("licensing:accept_terms", args=place))
        case ToDo.WITH_FILE if can.licenses_register:
            return Step("register", _("Register"), reverse("licensing:file", args=place))
        case ToDo.IN_PROGRAM | ToDo.ASK_VENDOR if can.licenses_register:
            return Step("how", _("How to register"), reverse("licensing:license", args=place))
        case _:
            return None


def _renew(now: Situation, can: SimpleNamespace, is_due: bool) -> Step | None:
    if not is_due or not can.licenses_read or now.judgement.verdict in UNREGISTERED:
        return None
    if now.judgement.verdict == Verdict.SUSPENDED:
        how = _("Write to the vendor: only the vendor can resume this license.")
        return Step("ask_vendor", _("Find out why"), now.license.get_absolute_url(), how)
    is_trial = now.license.variant == License.Variant.TRIAL
    label = _("Buy a license") if is_trial else _("Renew")
    how = _("Order it from your seller or from the vendor. Data and settings stay as they are.")
    return Step("renew", label, now.license.get_absolute_url(), how)


def _open(now: Situation, can: SimpleNamespace) -> Step | None:
    company, product = now.license.company.public_id, now.license.product
    if now.missing is not None:
        mine = _("You have no access – give it to yourself")
        label = mine if can.access_manage else _("You have no access – ask an administrator")
        return Step("ask", label, reverse("members:no_access", args=[company, product.code]))
    if now.opens and product.address:
        return Step("open", _("Open"), product.address)
    return None


def _free_a_place(now: Situation, can: SimpleNamespace) -> Step | None:
    if not (now.is_full and can.devices_manage and now.license.metric == Product.Metric.SEATS):
        return None
    place = (now.license.company.public_id, now.license.public_id)
    return Step("free", _("Free a place"), reverse("devices:devices", args=place))
