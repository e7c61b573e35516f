"""What reviewers can be refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class MayNotReview(DomainError):
    code = "may_not_review"
    status = 403
    message = _(
        "You cannot decide about this case: you are its claimant, a person of the company, or you "
        "have already decided about it."
    )


class FilesChanged(DomainError):
    code = "files_changed"
    message = _("The files have changed since you opened the case. Look at them again.")


class WaitsForLead(DomainError):
    code = "waits_for_lead"
    message = _("The reviewers disagree; a lead reviewer decides.")


class ReasonMissing(DomainError):
    code = "reason_missing"
    status = 422
    field = "reason"
    message = _("Choose a reason.")


class NoteMissing(DomainError):
    code = "note_missing"
    status = 422
    field = "note"
    message = _("Write what you found, and where.")


class ChecklistIncomplete(DomainError):
    code = "checklist_incomplete"
    status = 422
    field = "checklist"
    message = _("Approving needs every point of the checklist.")


class RepresentationMissing(DomainError):
    code = "representation_missing"
    status = 422
    field = "representation"
    message = _("Say what you found about who signed.")


class AlreadyTakenUp(DomainError):
    code = "already_taken_up"
    message = _(
        "Somebody else has taken up this case. A lead reviewer can give it to another person."
    )


class HoldOutOfRange(DomainError):
    code = "hold_out_of_range"
    status = 422
    field = "until"
    message = _("Choose a working day from tomorrow to %(last)s.")


class HeldAlready(DomainError):
    code = "held_already"
    message = _(
        "This case was put aside once already. Decide about it, or ask for what is missing."
    )


class TooManyRounds(DomainError):
    code = "too_many_rounds"
    field = "verdict"
    message = _("More information was asked for three times already. Approve or reject the case.")


class AlreadyVoted(DomainError):
    code = "already_voted"
    status = 403
    message = _("You have already decided about this objection; another reviewer has to.")


class OnlyLead(DomainError):
    code = "only_lead"
    status = 403
    message = _("Only a lead reviewer can do this.")
