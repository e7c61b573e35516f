"""What can be refused in the back office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class NoSuchAccount(DomainError):
    code = "no_such_account"
    status = 422
    field = "email"
    message = _(
        "There is no active account with this address. The person creates an account first, then you add them."
    )


class AlreadyStaff(DomainError):
    code = "already_staff"
    field = "email"
    message = _("This person is on the staff already. End their place first to give another role.")


class LastPortalAdministrator(DomainError):
    code = "last_portal_administrator"
    message = _(
        "This is the last portal administrator. Add another one first; otherwise nobody could manage the staff."
    )


class NotOnStaff(DomainError):
    code = "not_on_staff"
    message = _("This person is not on the staff any more.")


class NobodyToInvite(DomainError):
    code = "nobody_to_invite"
    message = _(
        "There is nobody to invite: every customer with an address has an administrator or an open invitation."
    )


class AccountNotUsable(DomainError):
    code = "account_not_usable"
    field = "email"
    message = _("The account with this address is being deleted or is blocked.")


class FileNotUsable(DomainError):
    code = "file_not_usable"
    status = 422
    field = "file"
    message = "%(reason)s"


class StillOnStaff(DomainError):
    code = "still_on_staff"
    message = _(
        "You are on the vendor's staff. Ask a portal administrator to end your place; then delete the account."
    )
