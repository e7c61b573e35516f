"""What can be refused about companies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class AlreadyMember(DomainError):
    code = "already_member"
    field = "tax_id"
    message = _(
        "This company is already connected to your account. You will find it in the list of your companies."
    )


class PlaceJustEnded(DomainError):
    code = "place_just_ended"
    field = "tax_id"
    message = _("Your place in this company has just ended. Try again in ten minutes.")


class NumberDoesNotFit(DomainError):
    """One answer for a wrong number, another company's number and a company without licenses."""

    code = "number_does_not_fit"
    status = 422
    field = "license_number"
    message = _(
        "This license number does not belong to this company. "
        "Check both numbers on an invoice for the program or in the program itself."
    )


class CompanyAlreadyThere(DomainError):
    code = "company_already_there"
    field = "tax_id"
    message = _("Somebody has just added this company. Start again to connect with it.")


class StatementNotAccepted(DomainError):
    code = "statement_not_accepted"
    status = 422
    field = "statement"
    message = _("Read the statement and accept it.")


class LastGlobalAdministrator(DomainError):
    code = "last_global_administrator"
    message = _(
        "This is the last global administrator of the company. Give the role to somebody else first."
    )


class OtherKeepersEnd(DomainError):
    """Others hold the keys, too, but each of their places ends on a day."""

    code = "other_keepers_end"
    message = _(
        "The places of all other global administrators end on a set day. Let one of them last without an end first."
    )


class NotAMember(DomainError):
    code = "not_a_member"
    status = 404
    message = _("This person is not a user of the company any more.")


class ContactLockedOnProbation(DomainError):
    code = "contact_locked_on_probation"
    status = 403
    field = "email"
    message = _(
        "On probation you cannot change the contact e-mail of the company. You can after the probation ends."
    )


class RightEnded(DomainError):
    """The place was read again under the lock, and it is not enough any more."""

    code = "right_missing"
    status = 403
    message = _("You do not have the right to do this any more. A global administrator can do it.")


class DataChangedMeanwhile(DomainError):
    """Somebody else saved while the form was open; nothing is overwritten unseen."""

    code = "data_changed_meanwhile"
    message = _(
        "Somebody saved other data while you were typing, so yours are not saved yet. "
        "Compare them below and save again."
    )


class RightToCloseMissing(DomainError):
    """The actor's place was read again under the lock, and it is not enough."""

    code = "right_to_close_missing"
    status = 403
    message = _("Only a global administrator of the company can close it.")


class CompanyHeld(DomainError):
    code = "company_held"
    message = _("The company cannot be closed. %(reasons)s")


class CompanyClosed(DomainError):
    code = "company_closed"
    field = "tax_id"
    message = _("This company was closed. Start again to add it anew.")


class RightToDemandMissing(DomainError):
    """The actor's place was read again under the lock, and it is not enough."""

    code = "right_to_demand_missing"
    status = 403
    message = _("Only a global administrator of the company can demand two-step verification.")


class FactorDemanded(DomainError):
    """What a program reads where a person reads the page that explains it."""

    code = "factor_demanded"
    status = 403
    message = _(
        "The company demands two-step verification. Set it up in My account, then it opens again."
    )
