"""What can be refused about companies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class AlreadyMember(DomainError):
    code = "already_member"
    field = "tax_id"
    help = "connect-company"
    message = _(
        "This company is already connected to your account. You will find it in the list of your companies."
    )


class PlaceJustEnded(DomainError):
    code = "place_just_ended"
    field = "tax_id"
    help = "remove-user"
    message = _("Your place in this company has just ended. Try again in ten minutes.")


class NumberDoesNotFit(DomainError):
    """One answer for a wrong number, another company's number and a company without licenses."""

    code = "number_does_not_fit"
    status = 422
    field = "license_number"
    help = "license-number"
    message = _(
        "This license number does not belong to this company. "
        "Check both numbers on an invoice for the program or in the program itself."
    )


class NumberOfInvitation(DomainError):
    """The number is no license of the company: it stands on an invitation for it."""

    code = "number_of_invitation"
    field = "license_number"
    help = "office-invitation"
    message = _(
        "This number stands on the invitation of your accounting office. Open the invitation and accept it: "
        "we sent it again to the e-mail address that the office gave."
    )


class CompanyAlreadyThere(DomainError):
    code = "company_already_there"
    field = "tax_id"
    help = "connect-company"
    message = _("Somebody has just added this company. Start again to connect with it.")


class StatementNotAccepted(DomainError):
    code = "statement_not_accepted"
    status = 422
    field = "statement"
    message = _("Read the statement and accept it.")


class LastGlobalAdministrator(DomainError):
    code = "last_global_administrator"
    help = "two-administrators"
    message = _(
        "This is the last global administrator of the company. Give the role to somebody else first."
    )


class OtherKeepersEnd(DomainError):
    """Others hold the keys, too, but each of their places ends on a day."""

    code = "other_keepers_end"
    help = "two-administrators"
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
    help = "company-data"
    message = _(
        "On probation you cannot change the contact e-mail of the company. You can after the probation ends."
    )


class RightEnded(DomainError):
    """The place was read again under the lock, and it is not enough any more."""

    code = "right_missing"
    status = 403
    help = "no-rights"
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
    help = "roles"
    message = _("Only a global administrator of the company can close it.")


class CompanyHeld(DomainError):
    code = "company_held"
    help = "company-data"
    message = _("The company cannot be closed. %(reasons)s")


class CompanyClosed(DomainError):
    code = "company_closed"
    field = "tax_id"
    help = "connect-company"
    message = _("This company was closed. Start again to add it anew.")


class RightToDemandMissing(DomainError):
    """The actor's place was read again under the lock, and it is not enough."""

    code = "right_to_demand_missing"
    status = 403
    help = "roles"
    message = _("Only a global administrator of the company can demand two-step verification.")


class FactorDemanded(DomainError):
    """What a program reads where a person reads the page that explains it."""

    code = "factor_demanded"
    status = 403
    help = "second-step"
    message = _(
        "The company demands two-step verification. Set it up in My account, then it opens again."
    )


class CompanySuspended(DomainError):
    code = "company_suspended"
    status = 403
    help = "contact-us"
    message = _(
        "The vendor stopped changes in this company. Programs work on; write to us if you think that this is wrong."
    )


class CompanyDisputed(DomainError):
    code = "company_disputed"
    status = 403
    help = "waiting-and-objections"
    message = _(
        "There is a dispute about who represents this company. Until it is settled nobody can take rights from anybody."
    )


class MeasureStandsAlready(DomainError):
    code = "measure_stands_already"
    field = "kind"
    message = _("Such a measure is already in force or proposed.")


class MeasureChanged(DomainError):
    code = "measure_changed"
    message = _("Somebody was faster. Look at the measures again.")


class MeasureNeedsAnother(DomainError):
    code = "measure_needs_another"
    status = 403
    message = _("You proposed this yourself; another person has to confirm it.")


class MeasureNoteMissing(DomainError):
    code = "measure_note_missing"
    status = 422
    field = "note"
    message = _("Write what it rests on, and where that can be found.")


class ReasonOfAnotherMeasure(DomainError):
    code = "reason_of_another_measure"
    status = 422
    field = "reason"
    message = _("This reason belongs to the other measure.")
