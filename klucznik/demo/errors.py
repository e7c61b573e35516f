"""What may go wrong in the demonstration, in words for its visitor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class NotAPdf(DomainError):
    code = "not_a_pdf"
    field = "file"
    message = _("Only a PDF can be signed here.")


class CannotSign(DomainError):
    code = "cannot_sign"
    status = 422
    field = "file"
    message = _("This file cannot be signed here. Take the declaration as it was downloaded.")
