"""The link of an invitation: derived from a nonce when the message is written, found by its hash, rotated at will.

And who may take what it offers, who may offer it, and who answers questions about it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Q

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import manageable_roles
from klucznik.core import clock, tokens
from klucznik.members.models import Invitation

VALID_FOR = timedelta(days=14)


def secret_of(invitation: Invitation) -> str:
    """What the link in the message carries; no page, log or API ever shows it."""
    return tokens.derive("invitation", invitation.public_id, invitation.nonce)


def renew(invitation: Invitation) -> Invitation:
    """Give it a new link and 14 more days; the old link stops working. The caller saves."""
    invitation.nonce = tokens.new_nonce()
    invitation.secret_hash = tokens.hashed(secret_of(invitation))
    invitation.sent_at, invitation.bounced_at = clock.now(), None
    invitation.expired_at = invitation.asked_again_at = None
    invitation.expires_at = waits_until(invitation)
    return invitation


def waits_until(invitation: Invitation) -> datetime:
    """14 days from the last message, but never longer than the offered place would last."""
    end = invitation.sent_at + VALID_FOR
    return min(end, invitation.place_until) if invitation.place_until else end


def invitation_with(secret: str) -> Invitation | None:
    """The invitation whose link this is, whatever its state; None for a rotated or made-up link."""
    found = Invitation.objects.select_related("company", "invited_by")
    return found.filter(secret_hash=tokens.hashed(secret)).first()


def is_address_of(user: User, email: str) -> bool:
    """Whether the person has proved that the invited mailbox is theirs."""
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def may_take(user: User, invitation: Invitation) -> bool:
    """Whether the invitation is this person's: the address is proved, or the inviter's side allowed the account."""
    return (
        is_address_of(user, invitation.email)
        or invitation.other_accounts.filter(user=user, allowed_at__isnull=False).exists()
    )


def waiting_for(user: User) -> list[Invitation]:
    """The invitations that this person can accept now, the newest first."""
    own = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    addresses = [email.lower() for email in own]
    theirs = Q(email__in=addresses) | Q(
        other_accounts__user=user, other_accounts__allowed_at__isnull=False
    )
    found = Invitation.objects.waiting().filter(theirs).select_related("company", "invited_by")
    return list(found.distinct().order_by("-id")[:5])


def answering(invitation: Invitation) -> list[User]:
    """Whom a question about this invitation reaches: the inviter, or without their right all who could have invited."""
    places = Membership.objects.active().filter(
        company=invitation.company_id,
        role__in=[Role.ADMINISTRATOR, Role.GLOBAL_ADMINISTRATOR],
        user__is_active=True,
    )
    able = [
        place
        for place in places.select_related("user").order_by("pk")
        if invitation.role in manageable_roles(place)
    ]
    own = [place for place in able if place.user_id == invitation.invited_by_id]
    return [place.user for place in own or able]
