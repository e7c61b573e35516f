"""Clients and shares as lists show them: the state in words, who serves, and the next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Membership
from klucznik.companies.permissions import abilities
from klucznik.licensing.models import License
from klucznik.licensing.showing import Borrowed, Tab
from klucznik.licensing.steps import Step
from klucznik.licensing.validation import day_of
from klucznik.licensing.wording import State as Word
from klucznik.licensing.wording import near
from klucznik.members.explaining import Answer, explain_all
from klucznik.members.verdicts import LicenseState
from klucznik.offices.entitlements import opening_in
from klucznik.offices.life import State
from klucznik.offices.models import Client, Share
from klucznik.offices.opening import begins_on, license_state
from klucznik.offices.queries import share_of
from klucznik.offices.standing import is_served
from klucznik.offices.wording import Shown, client_in_words, share_in_words

# More people than these are counted, not named.
NAMED = 2


def shared_products(membership: Membership) -> list[Borrowed]:
    """Named in settings.BORROWED_PRODUCTS: what offices share with the company, also what can only be read."""
    shares = opening_in(membership.company) if is_served(membership.company) else []
    if not shares:
        return []
    answers = {one.product: one for one in explain_all(membership, {one.product for one in shares})}
    can = abilities(membership)
    return [_row(share, answers[share.product], can) for share in shares]


def word_of(share: Share) -> Word:
    """The share at a glance."""
    match share.state:
        case State.INVITED | State.ASKED:
            return Word("waiting", pgettext("share", "waits for an answer"))
        case State.READING:
            more = _("until %(day)s") % {"day": near(_last_day(share))}
            return Word("attention", pgettext("license", "only to read"), more)
        case State.ENDED:
            return Word("ended", pgettext("share", "ended"))
    match license_state(share):
        case LicenseState.USABLE:
            return Word("ok", pgettext("share", "shared"))
        case LicenseState.NOT_YET:
            return Word("info", _("begins on %(day)s") % {"day": near(begins_on(share))})
        case _:
            more = _("the license of the office does not work now")
            return Word("problem", pgettext("share", "paused"), more)


def _row(share: Share, answer: Answer, can: SimpleNamespace) -> Borrowed:
    company = answer.membership.company
    reads = share.state == State.READING
    return Borrowed(
        product=share.product,
        url=reverse("members:no_access", args=[company.public_id, share.product.code]),
        meta=_("shared by %(office)s") % {"office": share.office.name},
        number=share.number if can.licenses_read else share.number_masked,
        state=word_of(share),
        until="" if reads else _("as long as the office shares it"),
        step=_step(share.product, answer, can, reads=reads),
    )


def _step(product: Product, answer: Answer, can: SimpleNamespace, *, reads: bool) -> Step:
    """What to do next: decide how to go on, get access, open it, or see whose it is."""
    company = answer.membership.company.public_id
    office = Step(
        "office", _("See the accounting office"), reverse("served:office", args=[company])
    )
    if reads and can.office_read:
        return Step("way_on", _("How to go on"), office.url)
    if not answer.opens and answer.is_grantable:
        mine = _("You have no access – give it to yourself")
        label = mine if can.access_manage else _("You have no access – ask an administrator")
        return Step("ask", label, reverse("members:no_access", args=[company, product.code]))
    if answer.opens and product.address:
        return Step("open", _("Open"), product.address)
    access = reverse("members:no_access", args=[company, product.code])
    return office if can.office_read else Step("details", _("Details"), access)


def _last_day(share: Share) -> date | None:
    return day_of(share.reading_until) if share.reading_until else None


@dataclass(frozen=True)
class Row:
    """A client with what is shared with it and who serves it, in words."""

    client: Client
    state: Shown
    share: Share | None
    sharing: Shown | None
    people: list[User]

    @property
    def can_share(self) -> bool:
        return self.client.is_registered and (self.share is None or bool(self.share.ended_at))

    @property
    def can_register(self) -> bool:
        return self.client.registered_at is None and self.client.ended_at is None

    @property
    def named(self) -> list[User]:
        return self.people[:NAMED]

    @property
    def more(self) -> int:
        return max(0, len(self.people) - NAMED)


def rows_of(clients: Iterable[Client]) -> list[Row]:
    """Clients as queries.clients_page() gives them."""
    return [_client_row(client) for client in clients]


def _client_row(client: Client) -> Row:
    share = share_of(client)
    serving = client.serving  # type: ignore[attr-defined]
    return Row(
        client=client,
        state=client_in_words(client),
        share=share,
        sharing=share_in_words(share) if share else None,
        people=[one.member for one in serving],
    )


@dataclass(frozen=True)
class ShareRow:
    """One of the shares of a license, in words."""

    share: Share
    sharing: Shown


def share_rows(shares: Iterable[Share]) -> list[ShareRow]:
    """Shares as sharing.shares_page() gives them."""
    return [ShareRow(share, share_in_words(share)) for share in shares]


def tab(license: License, can: SimpleNamespace) -> Tab | None:
    """Fulfills settings.LICENSE_TABS: to whom a license of an office is shared."""
    if not (license.product.rules.shares and can.clients_manage):
        return None
    return Tab("shares", pgettext_lazy("license tab", "Shares"), "offices:license_shares")
