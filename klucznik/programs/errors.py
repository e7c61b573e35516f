"""What can be refused to a program that asks to act for somebody, and to the person it asks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class CodeUnknown(DomainError):
    """Never asked for, answered already, or too old: whoever guesses learns nothing from the difference."""

    code = "code_unknown"
    status = 422
    field = "code"
    help = "program-sign-in"
    message = _(
        "This code does not work, or no longer. Compare it with the one in the program, or have it show a new one."
    )


class QuestionOver(DomainError):
    """Between the page and the button the time ran out, or somebody answered elsewhere."""

    code = "question_over"
    status = 410
    help = "program-sign-in"
    message = _("This question is over. Have the program show a new code.")


class AuthorizationPending(DomainError):
    code = "authorization_pending"
    status = 400
    message = _("The person has not answered yet. Ask again after the interval.")


class SlowDown(DomainError):
    code = "slow_down"
    status = 400
    message = _("Asked too soon. Wait %(seconds)s s before each further time.")


class AccessDenied(DomainError):
    code = "access_denied"
    status = 400
    message = _("The person refused.")


class ExpiredToken(DomainError):
    """The device code is unknown, too old or spent."""

    code = "expired_token"
    status = 400
    message = _("This sign-in is over. Begin a new one.")


class ScopeMissing(DomainError):
    code = "scope_missing"
    status = 403
    help = "program-sign-in"
    message = _("This program was not allowed to do that.")
