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


class UntilOutOfRange(DomainError):
    code = "until_out_of_range"
    status = 422
    field = "until"
    message = _("Choose a day from tomorrow to five years ahead.")


class NotLimitable(DomainError):
    """Oneself: sooner is fine, later is for others to say."""

    code = "not_limitable"
    field = "until"
    message = _("You can end your own place sooner, not later. Another administrator can do that.")


class NoTick(DomainError):
    code = "no_tick"
    field = "product"
    message = _("This person has no right to this product, so it cannot end on a day.")


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
        "%(inviter)s can no longer give the role “%(role)s” in the company %(company)s. "
        "Ask a global administrator of the company for a new invitation."
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


class AskingInVain(DomainError):
    """No administrator could mend what is missing, or nothing is."""

    code = "asking_in_vain"
    message = _("A request would change nothing here. See what is missing and who can help.")


class GiveItYourself(DomainError):
    code = "give_it_yourself"
    message = _("You manage access in this company: you can give yourself this right.")


class AlreadyAskedForAccess(DomainError):
    code = "already_asked_for_access"
    message = _("Your request for this product is already waiting for an answer.")


class RefusedLately(DomainError):
    code = "refused_lately"
    message = _("An administrator declined your request. You can ask again after %(on)s.")


class NobodyAnswersAccess(DomainError):
    code = "nobody_answers_access"
    message = _("Nobody who manages access in this company can be reached.")


class AccessAlreadyAnswered(DomainError):
    """Two administrators answered; the first answer counts."""

    code = "access_already_answered"
    message = _("This request has its answer already (%(outcome)s): %(person)s was first.")


class AccessRequestClosed(DomainError):
    code = "access_request_closed"
    status = 410
    message = _("This request does not wait any more: it was withdrawn, or it expired.")


class TooManyInvitations(DomainError):
    """The company's invitations of a day are used up."""

    code = "too_many_invitations"
    status = 429
    message = _(
        "The company has sent as many invitations as it may in a day. The next one can be sent in %(hours)s h."
    )


class TooManyToAddress(DomainError):
    """So that nobody's mailbox is filled from many companies."""

    code = "too_many_to_address"
    status = 429
    field = "email"
    message = _(
        "This address got as many invitations as it may in a day. The next one can be sent in %(hours)s h."
    )


class TooManyWaiting(DomainError):
    code = "too_many_waiting"
    status = 429
    message = _(
        "At most %(most)s invitations of this company can wait at once. Revoke some, or wait until they are accepted."
    )


class UntilNotChoosable(DomainError):
    code = "until_not_choosable"
    status = 422
    field = "until"
    message = _("Choose a day from tomorrow to five years ahead, or leave the field empty.")


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
    message = _(
        "This cannot be asked again for this invitation. Ask the person who invited you for one to your address."
    )


class AccountRefused(DomainError):
    code = "account_refused"
    status = 403
    message = _(
        "The company did not agree to this account. Sign in to the account with the invited address."
    )


class QuestionAnswered(DomainError):
    code = "question_answered"
    message = _("Somebody has answered this question already.")


class GlobalOneByOne(DomainError):
    code = "global_one_by_one"
    status = 403
    field = "role"
    message = _(
        "The global administrator role is offered to one person at a time, with the second step of signing in."
    )


class SuccessorUnreachable(DomainError):
    """Keys are handed over only to somebody who can pick them up."""

    code = "successor_unreachable"
    status = 422
    message = _(
        "%(person)s cannot be reached: the account is not in use, or messages to it come back. Choose somebody else."
    )


class SuccessorWithoutRole(DomainError):
    code = "successor_without_role"
    status = 422
    message = _("%(person)s has no role in the company yet. Give them a role first.")


class DeputyHoldsKeys(DomainError):
    code = "deputy_holds_keys"
    status = 422
    message = _("%(person)s is a global administrator already and needs no deputyship.")


class AlreadyDeputy(DomainError):
    code = "already_deputy"
    message = _("%(person)s has already been named a deputy.")


class TooManyDeputies(DomainError):
    code = "too_many_deputies"
    message = _("A company has at most %(most)s deputies. Dismiss one of them first.")


class DeputyshipClosed(DomainError):
    code = "deputyship_closed"
    status = 410
    message = _("This has been answered already, or it has ended.")


class TooManyLines(DomainError):
    code = "too_many_lines"
    status = 422
    message = _("There are %(count)s lines. Invite at most %(most)s people at once.")


class FileTooBig(DomainError):
    code = "file_too_big"
    status = 422
    field = "file"
    message = _("The file is larger than %(most)s kB. Divide the list into several files.")


class FileNotReadable(DomainError):
    code = "file_not_readable"
    status = 422
    field = "file"
    message = _(
        "This file is not a text file with a table. Save it in the spreadsheet as CSV and choose it again."
    )


class NobodyListed(DomainError):
    code = "nobody_listed"
    status = 422
    message = _("There is no address in the list.")
