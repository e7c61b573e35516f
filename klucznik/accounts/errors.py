"""What can be refused about an account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class AlreadyActive(DomainError):
    code = "already_active"
    message = _("This account is already active. Sign in.")


class LinkTooOld(DomainError):
    code = "link_too_old"
    status = 410
    message = _("This link is no longer valid. Ask for a new message.")


class PasswordNeeded(DomainError):
    """The address was confirmed in another browser than the one that signed up."""

    code = "password_needed"
    status = 422
    field = "password"
    message = _("Choose a password.")


class WrongPassword(DomainError):
    code = "wrong_password"
    status = 422
    field = "password"
    message = _("This is not your current password. Type it again.")


class WrongCurrentPassword(WrongPassword):
    """The same, on the page that asks for two passwords."""

    field = "current"


class NotLeaving(DomainError):
    code = "not_leaving"
    message = _("There is nothing to stop: this account is not being deleted.")


class AlreadyLeaving(DomainError):
    code = "already_leaving"
    message = _("The deletion of this account has already been asked for.")
