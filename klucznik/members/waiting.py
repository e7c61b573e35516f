"""Invitations that wait for the viewer, told on the start page and on My products of another company."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice
from klucznik.members.invitations import waiting_for
from klucznik.members.models import Invitation


def invitations(user: User) -> list[Notice]:
    """Invitations to the proved addresses of this person, also when the link was opened in another browser."""
    return [_notice(invitation) for invitation in waiting_for(user)]


def invitation_elsewhere(membership: Membership) -> Notice | None:
    """For somebody whose start page leads straight into their only company: the newest invitation to another one."""
    found = waiting_for(membership.user)
    others = (invitation for invitation in found if invitation.company_id != membership.company_id)
    return next((_notice(invitation) for invitation in others), None)


def _notice(invitation: Invitation) -> Notice:
    words = {
        "company": invitation.company.name,
        "person": invitation.invited_by.display_name,
        "role": invitation.role_label,
    }
    return Notice(
        weight=65,
        tone="info",
        title=_("You have an invitation to the company %(company)s") % words,
        text=_("%(person)s offers you the role “%(role)s”.") % words,
        action=_("See the invitation"),
        url=reverse("invitations:mine", args=[invitation.public_id]),
    )
