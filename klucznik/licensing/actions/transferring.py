"""A license passes from one company to another: offered by one side, accepted by the other, each in its own words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission, may
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock, tokens
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing import transfers
from klucznik.licensing.actions.locking import lock_license
from klucznik.licensing.errors import (
    NotTransferable,
    StatementChanged,
    TransferClosed,
    TransferOpen,
)
from klucznik.licensing.models import Entity, License, Transfer
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting


@transaction.atomic
def offer_license(
    actor: User, license: License, *, tax_id: TaxId, reason: str = "", statement: str
) -> Transfer:
    """A global administrator offers a license to the company with this tax ID; nothing changes until it accepts."""
    license = lock_license(license)
    _require_right(actor, license.company)
    receiver = transfers.receiver_with(tax_id, giver=license.company)
    if why := transfers.why_not(license) or transfers.why_held(license):
        raise NotTransferable(why=why)
    _make_room(license)
    words = transfers.giver_statement(license, tax_id)
    if transfers.digest(words) != statement:
        raise StatementChanged
    transfer = Transfer.objects.create(
        license=license,
        giver=license.company,
        receiver=receiver,
        offered_by=actor,
        reason=reason,
        giver_statement=statement,
        expires_at=clock.now() + transfers.ANSWER_WITHIN,
    )
    said: dict[str, Any] = {"private": {"statement": words, "reason": reason}}
    _record(Kind.TRANSFER_OFFERED, actor, transfer, wording=transfers.WORDING, **said)
    return transfer


@transaction.atomic
def accept_transfer(actor: User, transfer: Transfer, *, statement: str) -> Transfer:
    """A global administrator of the receiver consents: from this moment the license is theirs, places are free."""
    transfer = _locked(transfer, transfer.receiver_id)
    license = transfer.license
    _require_right(actor, transfer.receiver)
    if transfers.why_not(license) or transfers.why_held(license):
        raise NotTransferable(why=gettext("the other side or the vendor has to settle something"))
    words = transfers.receiver_statement(transfer)
    if transfers.digest(words) != statement:
        raise StatementChanged
    _hand_over(actor, license, transfer)
    transfer.receiver_statement, transfer.accepted_by = statement, actor
    transfer.done_at = clock.now()
    transfer.save(update_fields=["receiver_statement", "accepted_by", "done_at"])
    _record(Kind.LICENSE_GIVEN, None, transfer)
    said: dict[str, Any] = {"private": {"statement": words}, "wording": transfers.WORDING}
    _record(Kind.LICENSE_TAKEN_OVER, actor, transfer, company=transfer.receiver, **said)
    return transfer


@transaction.atomic
def decline_transfer(actor: User, transfer: Transfer) -> Transfer:
    """The other side does not want it; nobody has to give a reason."""
    transfer = _locked(transfer, transfer.receiver_id)
    _require_right(actor, transfer.receiver)
    transfer.declined_at, transfer.declined_by = clock.now(), actor
    transfer.save(update_fields=["declined_at", "declined_by"])
    _record(Kind.TRANSFER_DECLINED, None, transfer)
    return transfer


@transaction.atomic
def withdraw_transfer(actor: User, transfer: Transfer) -> Transfer:
    """The giver takes the offer back, as long as nobody has accepted it."""
    transfer = _locked(transfer)
    _require_right(actor, transfer.giver)
    transfer.withdrawn_at, transfer.withdrawn_by = clock.now(), actor
    transfer.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record(Kind.TRANSFER_WITHDRAWN, actor, transfer)
    return transfer


@transaction.atomic
def expire_transfer(transfer: Transfer) -> bool:
    """Nobody answered in time; False when somebody did meanwhile."""
    lock_company(transfer.giver)
    if not transfers.overdue().filter(pk=transfer.pk).update(expired_at=clock.now()):
        return False
    _record(Kind.TRANSFER_EXPIRED, None, transfer)
    return True


@transaction.atomic
def carry_over(
    actor: User, license: License, *, receiver: Company, statement: str, reason: str
) -> Transfer:
    """Both companies signed one letter: the license passes as if both had agreed here; an open offer ends.

    `statement` is the hash of the letter, `reason` its number. The caller has locked both companies.
    """
    license = lock_license(license)
    giver = license.company
    open_offers = Transfer.objects.open().filter(license=license)
    open_offers.update(withdrawn_at=clock.now(), withdrawn_by=actor)
    transfer = Transfer(
        license=license,
        giver=giver,
        receiver=receiver,
        offered_by=actor,
        accepted_by=actor,
        reason=reason,
        giver_statement=statement,
        receiver_statement=statement,
        expires_at=clock.now(),
        done_at=clock.now(),
    )
    transfer.save()
    _hand_over(actor, license, transfer)
    _record(Kind.LICENSE_GIVEN, None, transfer, letter=reason)
    _record(Kind.LICENSE_TAKEN_OVER, None, transfer, company=receiver, letter=reason)
    return transfer


def bring_back(actor: User, transfer: Transfer, *, statement: str) -> Transfer | None:
    """Take such a transfer back; None when the license has passed on to a third company meanwhile."""
    license = transfer.license
    if license.company_id != transfer.receiver_id:
        return None
    return carry_over(
        actor, license, receiver=transfer.giver, statement=statement, reason=transfer.reason
    )


def _hand_over(actor: User, license: License, transfer: Transfer) -> None:
    """What was bound to the giver ends; number, size and days stay, and an old activation code opens nothing."""
    for path in settings.LICENSE_ENDINGS:
        import_string(path)(license, actor)
    Entity.objects.active().filter(license=license).update(ended_at=clock.now(), ended_by=actor)
    license.company = transfer.receiver
    license.code_nonce = tokens.new_nonce() if license.code_nonce else ""
    license.save(update_fields=["company", "code_nonce"])


def _locked(transfer: Transfer, *others: int) -> Transfer:
    """The offer as it is now, both companies locked in one order, then the license; refused once it is closed."""
    keys = sorted({transfer.giver_id, *others})
    companies = {key: Company.objects.locked(key) for key in keys}
    found = transfers.waiting().filter(pk=transfer.pk).first()
    if found is None or found.license.company_id != found.giver_id:
        raise TransferClosed
    found.giver = companies[found.giver_id]
    found.receiver = companies.get(found.receiver_id, found.receiver)
    found.license = lock_license(found.license)
    return found


def _make_room(license: License) -> None:
    """One offer at a time; one that ran out unnoticed is closed first."""
    for earlier in Transfer.objects.open().filter(license=license).select_related("giver"):
        if not expire_transfer(earlier):
            raise TransferOpen


def _require_right(actor: User, company: Company) -> None:
    if not may(acting(actor, company), Permission.LICENSES_TRANSFER):
        raise RightMissing


def _record(kind: Kind, actor: User | None, transfer: Transfer, **facts: Any) -> None:
    """In the giver's history, unless another company is named."""
    company = facts.pop("company", transfer.giver)
    record(
        kind,
        actor=actor,
        company=company,
        subject=transfer,
        product=transfer.license.product.name,
        giver=str(transfer.giver.tax_id),
        receiver=str(transfer.receiver.tax_id),
        **facts,
    )
