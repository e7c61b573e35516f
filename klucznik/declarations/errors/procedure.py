"""What can be refused about the steps of a case and objections."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class CaseChanged(DomainError):
    code = "case_changed"
    message = _("The case has changed in the meantime. Look at it again before you go on.")


class NotNow(DomainError):
    code = "not_now"
    help = "waiting-and-objections"
    message = _("This cannot be done in the present state of the case.")


class CaseAlreadyOpen(DomainError):
    code = "case_already_open"
    help = "recover-rights"
    message = _("You already have an open case for this company.")


class OpenContest(DomainError):
    code = "open_contest"
    help = "waiting-and-objections"
    message = _("Somebody objected. The case goes on when the objection is decided.")


class AlreadyContested(DomainError):
    code = "already_contested"
    help = "waiting-and-objections"
    message = _("You have already objected in this case, and we know about it.")


class FactorMissing(DomainError):
    code = "factor_missing"
    help = "second-step"
    message = _("Turn on two-step verification first.")


class AddressChanged(DomainError):
    code = "address_changed"
    help = "declaration"
    message = _(
        "The declaration names the address %(login)s, and your account now has another one. "
        "Withdraw this case and prepare a new declaration."
    )


class CompanySuspended(DomainError):
    code = "company_suspended"
    help = "contact-us"
    message = _(
        "The vendor suspended all changes in this company. The case goes on when that is over."
    )


class RegisterSilent(DomainError):
    code = "register_silent"
    help = "waiting-and-objections"
    message = _(
        "The official register does not answer, so we could not look once more whether anything changed. "
        "You can accept after %(day)s, even if it stays silent."
    )


class NotAppealable(DomainError):
    code = "not_appealable"
    help = "declaration"
    message = _(
        "You can appeal once, within 14 days after a rejection. This case cannot be appealed any more."
    )


class WordsMissing(DomainError):
    code = "words_missing"
    status = 422
    field = "words"
    message = _("Write why you do not agree.")


class StatementTooLong(DomainError):
    code = "statement_too_long"
    field = "statement"
    message = _(
        "All that you write comes to more than %(limit)s characters. Send the rest as a file."
    )


class ObjectionClosed(DomainError):
    code = "objection_closed"
    help = "waiting-and-objections"
    message = _("This objection has been decided, so nothing can be added to it.")


class ObjectorHasTime(DomainError):
    code = "objector_has_time"
    message = _(
        "The person who objected has until %(day)s to send evidence. Until then the objection "
        "can be upheld, but not set aside."
    )


class ClaimantGone(DomainError):
    code = "claimant_gone"
    message = _("The account that was to get the rights is not in use.")


class Moot(DomainError):
    """What a letter asks for is no longer possible; the case ends by itself, with a reason."""

    code = "moot"
    message = _("What this letter asks for is no longer possible.")
