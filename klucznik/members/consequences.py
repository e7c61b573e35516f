"""What will happen when somebody is disconnected or gets a lower role, in the sentences of the page that asks."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import GRANTS, Permission, roles_given_with
from klucznik.members.accesses import names, ticked
from klucznik.members.endings import place_endings
from klucznik.members.models import AccessRequest, Deputy, Invitation
from klucznik.members.models.invitations import InvitationQuerySet

MOST_NAMED = 5


def of_disconnecting(membership: Membership) -> list[str]:
    """From the most to the least noticeable."""
    words = {"person": membership.user.display_name, "company": membership.company.name}
    products = ticked(membership) if membership.role != Role.ASSOCIATED else []
    requests = AccessRequest.objects.open().filter(membership=membership).count()
    sentences = [
        _("%(person)s no longer sees the company %(company)s and is signed out on all devices.")
        % words,
        products
        and _("They no longer open: %(products)s. The places become free.")
        % {"products": names(products)},
        membership.is_global_administrator
        and _("They are no longer a global administrator of the company."),
        _revoked(list(_waiting(membership).values_list("email", flat=True))),
        requests
        and ngettext(
            "Their request for access to a product is closed.",
            "Their %(count)s requests for access to products are closed.",
            requests,
        )
        % {"count": requests},
        Deputy.objects.named().filter(membership=membership).exists()
        and _("They are no longer a deputy."),
        *[sentence for ending in place_endings() for sentence in ending.preview(membership)],
        _("Their account and the company’s licenses stay. What they did stays in the history."),
    ]
    return [sentence for sentence in sentences if sentence]


def of_lowering(membership: Membership, role: Role) -> list[str]:
    """What a person with this role can no longer do, and what becomes of what they began."""
    lost = [right for right in Permission if right in GRANTS[Role(membership.role)] - GRANTS[role]]
    stuck = _waiting(membership).exclude(role__in=roles_given_with(GRANTS[role]))
    sentences = [
        _("%(person)s can no longer: %(rights)s.")
        % {
            "person": membership.user.display_name,
            "rights": ", ".join(str(right.label) for right in lost),
        },
        _stuck(list(stuck.values_list("email", flat=True))),
        _("They stay a user of the company and keep their rights to products."),
        _("They are signed out on all devices and sign in again with the new role."),
    ]
    return [sentence for sentence in sentences if sentence]


def who_is_told(membership: Membership) -> str:
    """Who gets a message about the change."""
    name = membership.user.display_name
    if membership.is_global_administrator:
        return _("%(person)s and all global administrators get a message about it.") % {
            "person": name
        }
    return _("%(person)s gets a message about it.") % {"person": name}


def _revoked(emails: list[str]) -> str:
    if not emails:
        return ""
    return ngettext(
        "The invitation they sent that still waits is revoked: %(emails)s.",
        "%(count)s invitations they sent that still wait are revoked: %(emails)s.",
        len(emails),
    ) % {"count": len(emails), "emails": _listed(emails)}


def _stuck(emails: list[str]) -> str:
    if not emails:
        return ""
    return ngettext(
        "The invitation they sent cannot be accepted any more, because they can no longer give its role: %(emails)s.",
        "%(count)s invitations they sent cannot be accepted any more, because they can no longer give their roles: "
        "%(emails)s.",
        len(emails),
    ) % {"count": len(emails), "emails": _listed(emails)}


def _waiting(membership: Membership) -> InvitationQuerySet:
    return Invitation.objects.open().filter(
        company=membership.company_id, invited_by=membership.user_id
    )


def _listed(emails: list[str]) -> str:
    """The first few by name."""
    more = len(emails) - MOST_NAMED
    shown = ", ".join(sorted(emails)[:MOST_NAMED])
    if more <= 0:
        return shown
    return _("%(emails)s and %(count)s more") % {"emails": shown, "count": more}
