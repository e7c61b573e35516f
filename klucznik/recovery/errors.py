"""What can be refused about regaining rights, in words for the person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class AlreadyAdministrator(DomainError):
    code = "already_administrator"
    message = _("You are already a global administrator of this company.")


class AlreadyAsked(DomainError):
    code = "already_asked"
    help = "request"
    message = _("Your request is already waiting for an answer.")


class AskedTooOften(DomainError):
    code = "asked_too_often"
    help = "request"
    message = _("The administrators refused twice. You can ask again on %(on)s.")


class NobodyToAsk(DomainError):
    code = "nobody_to_ask"
    help = "declaration"
    message = _("The company has no administrator who can be reached.")


class HoldsThatRole(DomainError):
    code = "holds_that_role"
    field = "role"
    message = _(
        "This person has this role or a higher one already. Choose a higher one, or decline."
    )


class RequestClosed(DomainError):
    code = "request_closed"
    help = "request"
    message = _("This request has already been answered, withdrawn or has expired.")


class AskFirst(DomainError):
    code = "ask_first"
    help = "request"
    message = _("The company has an administrator who can be reached. Send them a request first.")


class StrongProofNeeded(DomainError):
    code = "strong_proof_needed"
    help = "declaration"
    message = _(
        "After a refusal the rights are given only with an electronic signature of somebody who represents the "
        "company, or with the code from the company's address in the official register. Neither is there yet."
    )


class NotDeputy(DomainError):
    code = "not_deputy"
    help = "deputy-steps-in"
    message = _("You are not a deputy in this company.")


class AdministratorThere(DomainError):
    code = "administrator_there"
    help = "deputy-steps-in"
    message = _(
        "The company has an administrator who can be reached. Send them a request; "
        "if nobody answers, you can step in."
    )


class VetoedLately(DomainError):
    code = "vetoed_lately"
    help = "deputy-steps-in"
    message = _("An administrator objected when you stepped in. You can try again on %(on)s.")


class RefusedDeputy(DomainError):
    code = "refused_deputy"
    help = "deputy-steps-in"
    message = _(
        "An administrator refused you the rights lately, so you cannot step in as a deputy now."
    )


class SteppedInLately(DomainError):
    code = "stepped_in_lately"
    help = "deputy-steps-in"
    message = _(
        "You have begun several cases within 90 days and not gone on with them. Write to support."
    )


class NoOfficeInvitation(DomainError):
    code = "no_office_invitation"
    status = 403
    help = "recover-rights"
    message = _(
        "An invitation of an accounting office gives administrator rights only in a company that the office brought "
        "into the portal, that never had licenses of its own and that has no administrator."
    )


class RejectedTooOften(DomainError):
    code = "rejected_too_often"
    help = "recover-rights"
    message = _("Two declarations were rejected within 90 days. Write to support.")


class AskedLately(DomainError):
    code = "asked_lately"
    help = "request"
    message = _("You have sent several requests this week. Wait a few days before the next one.")


class DeclaredLately(DomainError):
    code = "declared_lately"
    help = "recover-rights"
    message = _(
        "You have sent several declarations within 90 days and not gone on with them. Write to support."
    )


class NotInCompany(DomainError):
    code = "not_in_company"
    help = "connect-company"
    message = _("Connect the company with your account first.")


class InvitationNotForYou(DomainError):
    code = "invitation_not_for_you"
    status = 403
    help = "accept-invitation"
    message = _(
        "The invitation was sent to another address. Sign in with the account of that address."
    )


class InvitationClosed(DomainError):
    code = "first_invitation_closed"
    status = 410
    help = "recover-rights"
    message = _("This invitation is no longer valid.")


class HasAdministrator(DomainError):
    code = "has_administrator"
    message = _(
        "The company already has or had a global administrator, so it gets no such invitation."
    )


class NoAddress(DomainError):
    code = "no_address"
    message = _("We have no e-mail address of this company.")


class AlreadyInvited(DomainError):
    code = "already_invited_first"
    message = _("The invitation has been sent and still waits.")


class UnknownCompany(DomainError):
    code = "unknown_company"
    message = _("The vendor does not know this company.")


class AnotherCase(DomainError):
    code = "another_case"
    help = "recover-rights"
    message = _("Another case of this company is under way. Try again when it is over.")
