"""What can be refused while articles are written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class KeyTaken(DomainError):
    code = "article_key_taken"
    field = "key"
    message = _("Another article has this address. Choose a different one.")


class NumberTaken(DomainError):
    code = "article_number_taken"
    field = "number"
    message = _("Another article has this number. The next free one is %(free)s.")


class KeyFixed(DomainError):
    code = "article_key_fixed"
    field = "key"
    message = _(
        "Readers and other articles know this article by its address. It does not change after the first publication."
    )


class ChangedMeanwhile(DomainError):
    code = "changed_meanwhile"
    message = _(
        "Somebody else changed this text while you were writing. Nothing was saved yet; what you wrote is below."
    )


class NothingToPublish(DomainError):
    code = "nothing_to_publish"
    message = _("Readers see exactly these words already. Change something first.")


class NoLongerADraft(DomainError):
    code = "no_longer_a_draft"
    message = _(
        "This draft is no longer there: it was published, or somebody dropped it or wrote a newer one."
    )


class TextHasProblems(DomainError):
    code = "text_has_problems"
    field = "body"
    message = _("The text cannot be published yet. %(problem)s")


class TimeHasPassed(DomainError):
    code = "time_has_passed"
    field = "day"
    message = _("This moment has passed. Choose a later one, or publish now.")


class FileTooLarge(DomainError):
    code = "article_file_too_large"
    field = "file"
    message = _(
        "The file is larger than %(limit)s. Make it smaller, or link to a page that has it."
    )


class UnfitFile(DomainError):
    code = "article_file_unfit"
    field = "file"
    message = _(
        "Articles take pictures (PNG, JPEG, WebP), PDF, text, CSV and documents (DOCX, ODT). This file is none of them."
    )


class NameTaken(DomainError):
    code = "article_file_name_taken"
    field = "file"
    message = _(
        "The article has a file with this name. Remove it first, or give the new one another name."
    )


class TooManyFiles(DomainError):
    code = "article_too_many_files"
    field = "file"
    message = _("An article has at most %(limit)s files.")


class FileInUse(DomainError):
    code = "article_file_in_use"
    message = _("Readers see this file in the article. Publish a text without it first.")
