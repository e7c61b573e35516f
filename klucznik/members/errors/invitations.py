"""What can be refused about invitations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class AlreadyInCompany(DomainError):
    code = "already_in_company"
    field = "email"
    help = "roles"
    message = _("This person is already in the list of users. Change their role on their page.")


class AlreadyInvited(DomainError):
    code = "already_invited"
    field = "email"
    help = "add-users"
    message = _(
        "This address has an invitation that still waits. You can send it again or change it."
    )


class InvitationClosed(DomainError):
    code = "invitation_closed"
    status = 410
    help = "accept-invitation"
    message = _("This invitation is no longer valid. Ask the person who invited you for a new one.")


class AnotherAddress(DomainError):
    code = "another_address"
    status = 403
    help = "accept-invitation"
    message = _(
        "This invitation is for another e-mail address. Sign in to the account with that address."
    )


class InviterLostRight(DomainError):
    code = "inviter_lost_right"
    help = "accept-invitation"
    message = _(
        "%(inviter)s can no longer give the role “%(role)s” in the company %(company)s. "
        "Ask a global administrator of the company for a new invitation."
    )


class TooManyInvitations(DomainError):
    """The company's invitations of a day are used up."""

    code = "too_many_invitations"
    status = 429
    help = "add-users"
    message = _(
        "The company has sent as many invitations as it may in a day. The next one can be sent in %(hours)s h."
    )


class TooManyToAddress(DomainError):
    """So that nobody's mailbox is filled from many companies."""

    code = "too_many_to_address"
    status = 429
    field = "email"
    help = "add-users"
    message = _(
        "This address got as many invitations as it may in a day. The next one can be sent in %(hours)s h."
    )


class TooManyWaiting(DomainError):
    code = "too_many_waiting"
    status = 429
    help = "add-users"
    message = _(
        "At most %(most)s invitations of this company can wait at once. Revoke some, or wait until they are accepted."
    )


class OfferOver(DomainError):
    code = "offer_over"
    message = _("The place was offered until %(day)s, and this day is over. Send a new invitation.")


class SameAddress(DomainError):
    code = "same_address"
    field = "email"
    message = _("This is the address that the invitation already has. Type the corrected one.")


class TooManyQuestions(DomainError):
    """Three other accounts for one invitation are enough."""

    code = "too_many_questions"
    status = 429
    help = "accept-invitation"
    message = _(
        "This cannot be asked again for this invitation. Ask the person who invited you for one to your address."
    )


class AccountRefused(DomainError):
    code = "account_refused"
    status = 403
    help = "accept-invitation"
    message = _(
        "The company did not agree to this account. Sign in to the account with the invited address."
    )


class QuestionAnswered(DomainError):
    code = "question_answered"
    message = _("Somebody has answered this question already.")


class TooManyLines(DomainError):
    code = "too_many_lines"
    status = 422
    help = "add-users"
    message = _("There are %(count)s lines. Invite at most %(most)s people at once.")


class FileTooBig(DomainError):
    code = "file_too_big"
    status = 422
    field = "file"
    help = "add-users"
    message = _("The file is larger than %(most)s kB. Divide the list into several files.")


class FileNotReadable(DomainError):
    code = "file_not_readable"
    status = 422
    field = "file"
    help = "add-users"
    message = _(
        "This file is not a text file with a table. Save it in the spreadsheet as CSV and choose it again."
    )


class NobodyListed(DomainError):
    code = "nobody_listed"
    status = 422
    message = _("There is no address in the list.")


class FactorNotFresh(DomainError):
    """For programs; a page leads to the second step instead."""

    code = "factor_not_fresh"
    status = 403
    help = "second-step"
    message = _("Confirm the second step of signing in on the page of invitations first.")


class UnknownProducts(DomainError):
    code = "unknown_products"
    status = 422
    field = "products"
    help = "add-users"
    message = _("The company has no license that lets people open: %(codes)s.")


class NotAnAddress(DomainError):
    code = "not_an_address"
    status = 422
    field = "email"
    message = "%(why)s"
