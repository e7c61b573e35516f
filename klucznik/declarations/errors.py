"""What may go wrong with declarations and their files, in words for the person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class FileTooLarge(DomainError):
    code = "file_too_large"
    field = "file"
    message = _("The file is larger than %(limit)s. Scan it at a lower resolution, or in gray.")


class UnknownFileType(DomainError):
    code = "unknown_file_type"
    field = "file"
    message = _(
        "We cannot accept a file of this type. Send a PDF, a photo or scan (JPEG, PNG, HEIC), "
        "or a file with an electronic signature (XAdES, ASiC-E)."
    )


class ActiveContent(DomainError):
    code = "active_content"
    field = "file"
    message = _(
        "The file contains scripts, attachments or forms that run, so we cannot accept it. "
        "Print it to a new PDF, or send a scan."
    )


class EncryptedFile(DomainError):
    code = "encrypted_file"
    field = "file"
    message = _("The file is protected with a password. Save it without a password and send again.")


class TooManyPages(DomainError):
    code = "too_many_pages"
    field = "file"
    message = _("The document has more than %(limit)s pages. Send only the declaration.")


class TooManyPixels(DomainError):
    code = "too_many_pixels"
    field = "file"
    message = _("The picture has more than %(limit)s megapixels. Scan it at 300 dpi.")


class BrokenFile(DomainError):
    code = "broken_file"
    field = "file"
    message = _(
        "The file is damaged or incomplete. Check that it opens on your computer, then save or "
        "scan it again."
    )


class FileNotChecked(DomainError):
    """The check itself could not be done; nothing is known against the file."""

    code = "file_not_checked"
    field = "file"
    status = 503
    message = _("We could not check the file just now. Try again in a few minutes.")


class MalwareFound(DomainError):
    code = "malware_found"
    field = "file"
    message = _(
        "The antivirus program reported a threat in this file (%(threat)s), so we did not keep it. "
        "Check your computer, then make the file again."
    )


class FileCannotBeShown(DomainError):
    code = "file_cannot_be_shown"
    message = _("The pages of this file cannot be shown as pictures.")


class EvidenceMissing(DomainError):
    code = "evidence_missing"
    status = 404
    message = _("This file is no longer kept.")


class CaseChanged(DomainError):
    code = "case_changed"
    message = _("The case has changed in the meantime. Look at it again before you go on.")


class NotNow(DomainError):
    code = "not_now"
    message = _("This cannot be done in the present state of the case.")


class CaseAlreadyOpen(DomainError):
    code = "case_already_open"
    message = _("You already have an open case for this company.")


class TooManyFiles(DomainError):
    code = "too_many_files"
    field = "file"
    message = _("A case can have at most %(limit)s files. Remove one to add another.")


class NoFileYet(DomainError):
    code = "no_file_yet"
    field = "file"
    message = _("Add the signed declaration first.")


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


class TooManyRounds(DomainError):
    code = "too_many_rounds"
    field = "verdict"
    message = _("More information was asked for three times already. Approve or reject the case.")


class OpenContest(DomainError):
    code = "open_contest"
    message = _("Somebody objected. The case goes on when the objection is decided.")


class AlreadyContested(DomainError):
    code = "already_contested"
    message = _("You have already objected in this case, and we know about it.")


class AlreadyVoted(DomainError):
    code = "already_voted"
    status = 403
    message = _("You have already decided about this objection; another reviewer has to.")


class FactorMissing(DomainError):
    code = "factor_missing"
    message = _("Turn on two-step verification first.")


class AddressChanged(DomainError):
    code = "address_changed"
    message = _(
        "The declaration names the address %(login)s, and your account now has another one. "
        "Withdraw this case and prepare a new declaration."
    )


class ClaimantGone(DomainError):
    code = "claimant_gone"
    message = _("The account that was to get the rights is not in use.")


class OnlyLead(DomainError):
    code = "only_lead"
    status = 403
    message = _("Only a lead reviewer can do this.")
