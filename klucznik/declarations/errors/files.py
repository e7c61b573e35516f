"""What can be refused about files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class FileTooLarge(DomainError):
    code = "file_too_large"
    field = "file"
    help = "declaration"
    message = _("The file is larger than %(limit)s. Scan it at a lower resolution, or in gray.")


class UnknownFileType(DomainError):
    code = "unknown_file_type"
    field = "file"
    help = "declaration"
    message = _(
        "We cannot accept a file of this type. Send a PDF, a photo or scan (JPEG, PNG, HEIC), "
        "or a file with an electronic signature (XAdES, ASiC-E)."
    )


class ActiveContent(DomainError):
    code = "active_content"
    field = "file"
    help = "declaration"
    message = _(
        "The file contains scripts, attachments or forms that run, so we cannot accept it. "
        "Print it to a new PDF, or send a scan."
    )


class EncryptedFile(DomainError):
    code = "encrypted_file"
    field = "file"
    help = "declaration"
    message = _("The file is protected with a password. Save it without a password and send again.")


class TooManyPages(DomainError):
    code = "too_many_pages"
    field = "file"
    help = "declaration"
    message = _("The document has more than %(limit)s pages. Send only the declaration.")


class TooManyPixels(DomainError):
    code = "too_many_pixels"
    field = "file"
    help = "declaration"
    message = _("The picture has more than %(limit)s megapixels. Scan it at 300 dpi.")


class BrokenFile(DomainError):
    code = "broken_file"
    field = "file"
    help = "declaration"
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


class EvidenceSealed(DomainError):
    code = "evidence_sealed"
    status = 503
    message = _(
        "This file cannot be opened: it was changed, or sealed with a key that this server does not have. "
        "Whoever runs the portal puts the folder of keys back from a backup."
    )


class TooManyFiles(DomainError):
    code = "too_many_files"
    field = "file"
    help = "declaration"
    message = _("A case can have at most %(limit)s files. Remove one to add another.")


class NoFileYet(DomainError):
    code = "no_file_yet"
    field = "file"
    help = "declaration"
    message = _("Add the signed declaration first.")


class SameFile(DomainError):
    code = "same_file"
    field = "file"
    help = "declaration"
    message = _("This is the file that we gave you. Sign it first, then add the signed one.")
