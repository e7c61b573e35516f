"""The wrong person accepted: the office takes the acceptance back, and the invitation waits again."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.actions.closing import shut
from klucznik.companies.models import Company, Membership
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.members.models import Invitation
from klucznik.members.places import Reason, end_membership
from klucznik.offices.actions.clients import require_manager
from klucznik.offices.actions.ending import record_both
from klucznik.offices.actions.locking import lock_share
from klucznik.offices.errors import ShareNotPossible
from klucznik.offices.errors.sharing import AddressOfTheOffice, NotWithdrawable
from klucznik.offices.invitations import renew
from klucznik.offices.life import Act
from klucznik.offices.models import Power, Share
from klucznik.offices.sharing import is_of_office, why_stands


@transaction.atomic
def withdraw_acceptance(actor: User, share: Share, *, email: str = "") -> Share:
    """Within 14 days, while nobody in the company is proven: its people lose it, it closes, the invitation waits."""
    share, company = _locked(share)
    require_manager(actor, share.office)
    if why := why_stands(share):
        raise NotWithdrawable(why=why)
    before, email = share.email, email.lower() or share.email
    if is_of_office(share.client, email):
        raise AddressOfTheOffice
    private = {"email": email, "old": before}
    record_both(Kind.SHARE_WITHDRAWN, actor, share, private=private)
    _empty(actor, company)
    _wait_again(actor, share, email)
    return share


def _locked(share: Share) -> tuple[Share, Company]:
    """The share and the company that its acceptance made, both locked, as they are now."""
    seen = Share.objects.select_related("client").get(pk=share.pk)
    found = lock_share(seen, Act.WITHDRAW)
    if found.company is None or found.company_id != seen.company_id:
        raise ShareNotPossible(state=found.state_label)
    return found, found.company


def _empty(actor: User, company: Company) -> None:
    """Nobody belongs to the company any more, nobody is invited to it, and its tax ID is free."""
    places = Membership.objects.filter(company=company, ended_at=None).select_related("user")
    for place in places:
        place.company = company
        end_membership(place, actor=actor, reason=Reason.WITHDRAWN)
    open_ones = Invitation.objects.open().filter(company=company)
    open_ones.update(revoked_at=clock.now(), revoked_by=actor)
    shut(actor, company, withdrawn=True)


def _wait_again(actor: User, share: Share, email: str) -> None:
    """As if nobody had accepted, with a new link; what the office was allowed meanwhile stays in the history."""
    Power.objects.filter(share=share, ended_at=None).update(ended_at=clock.now(), ended_by=actor)
    share.company, share.made_company, share.withdrawable_until = None, False, None
    share.accepted_at = share.accepted_by = share.asked_at = share.asked_by = None
    share.email = email
    renew(share).save()
