"""What can be refused about members, invitations and access to products."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class RightMissing(DomainError):
    """The actor's place was read again under the lock, and it is not enough."""

    code = "right_missing"
    status = 403
    message = _(
        "You do not have the right to do this. A global administrator of the company can do it."
    )


class NotYourself(DomainError):
    code = "not_yourself"
    message = _("Nobody changes their own rights upwards. Another global administrator can do it.")


class FactorTooYoung(DomainError):
    code = "factor_too_young"
    status = 403
    message = _(
        "Your two-step verification is younger than 72 hours. After that you can give the global administrator role."
    )


class AlreadyInCompany(DomainError):
    code = "already_in_company"
    field = "email"
    message = _("This person is already in the list of users. Change their role on their page.")


class AlreadyInvited(DomainError):
    code = "already_invited"
    field = "email"
    message = _(
        "This address has an invitation that still waits. You can send it again or change it."
    )


class InvitationClosed(DomainError):
    code = "invitation_closed"
    status = 410
    message = _("This invitation is no longer valid. Ask the person who invited you for a new one.")


class AnotherAddress(DomainError):
    code = "another_address"
    status = 403
    message = _(
        "This invitation is for another e-mail address. Sign in to the account with that address."
    )


class InviterLostRight(DomainError):
    code = "inviter_lost_right"
    message = _(
        "The person who invited you can no longer give this role. Ask an administrator of the company for a new one."
    )


class NoRoleNoAccess(DomainError):
    code = "no_role_no_access"
    field = "products"
    message = _("Give this person a role first; an associated person cannot open products.")


class NoPlaceLeft(DomainError):
    """The license's limit of users is reached."""

    code = "no_place_left"
    field = "products"
    message = _(
        "All places are taken: %(products)s. Withdraw somebody's access or extend the license."
    )


class NotYourProduct(DomainError):
    code = "not_your_product"
    status = 404
    field = "products"
    message = _("The company has no license that lets people open this product.")
