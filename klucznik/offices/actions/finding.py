"""The client shows the two numbers of a share: the address on record gets the invitation once more."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.tax_ids import TaxId
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.jobs.queue import enqueue
from klucznik.offices.actions.locking import hold_share
from klucznik.offices.finding import ANSWER, key_of, share_by_key
from klucznik.offices.invitations import renew
from klucznik.offices.life import State
from klucznik.offices.models import Share
from klucznik.offices.trying import may_answer

LINK = ["nonce", "secret_hash", "sent_at", "bounced_at", "expires_at"]


class SharedNumber:
    """Fulfills companies.proofs.InvitedNumber."""

    def fits(self, tax_id: TaxId, shown: str) -> bool:
        """One look-up by keyed hash, whether the number exists or not."""
        return share_by_key(tax_id, key_of(shown)) is not None

    def lead_on(self, actor: User | None, tax_id: TaxId, shown: str) -> str:
        """Let the invitation go again to its address, a few times a day; then the same page for everybody."""
        ask_by_number(actor, tax_id=tax_id, license_number=shown)
        return "shares:found"


def ask_by_number(actor: User | None, *, tax_id: TaxId, license_number: str) -> bool:
    """Whoever shows both numbers gets no right and no answer; the mailbox on record may get a message.

    Call it outside a transaction: what is counted stays counted.
    """
    key = key_of(license_number)
    if may_answer(tax_id, key):
        enqueue(ANSWER, tax_id=str(tax_id), number_key=key)
    return True


@transaction.atomic
def send_found(actor: None, share: Share) -> Share:
    """The invitation goes again to the address on record, with a new link only where the old one no longer opens."""
    share = hold_share(share)
    if not share.email:
        return share
    if share.state == State.INVITED and not share.is_link_open:
        renew(share).save(update_fields=LINK)
    record(
        Kind.SHARE_FOUND,
        actor=actor,
        company=share.office,
        subject=share,
        private={"email": share.email},
        client=share.client.name,
        product=share.product.name,
    )
    return share
