"""allauth's forms of the second step, with one place that checks codes: klucznik.accounts.codes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms as allauth_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.codes import accept_code, count_try, normalized, step_of
from klucznik.limits.errors import TooManyTries


def code_field(label: Any, hint: Any = "") -> forms.CharField:
    """Digits that a phone's keyboard and a password manager know how to fill in."""
    attrs = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "spellcheck": "false",
        "class": "input--medium input--code",
    }
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        error_messages={"required": _("Type the code.")},
        widget=forms.TextInput(attrs=attrs),
    )


class _CodeForm(allauth_forms.BaseAuthenticateForm):
    code = code_field(
        _("Code"), _("Six digits from the application on your phone, or one of your backup codes.")
    )

    def clean_code(self) -> str:
        """Count, then look; what the code belongs to is kept for `save`."""
        try:
            accepted = accept_code(self.user, self.cleaned_data["code"])
        except TooManyTries as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from None
        if accepted is None:
            raise ValidationError(
                _(
                    "This code does not fit. Each code works once: wait for the next one and type it."
                ),
                code="wrong_code",
            )
        accepted.user = self.user
        self.authenticator = accepted
        return str(self.cleaned_data["code"])


class AuthenticateForm(_CodeForm, allauth_forms.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateForm(_CodeForm, allauth_forms.ReauthenticateForm):
    """The second step once more, before something important."""


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):
    """Setting up the application: the first code shows that it holds the key."""

    code = code_field(
        _("Code from the application"), _("Six digits that the application shows now.")
    )

    def clean_code(self) -> str:
        try:
            count_try(self.user)
        except TooManyTries as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from None
        if step_of(self.secret, normalized(self.cleaned_data["code"])) is None:
            raise ValidationError(
                _("This code does not fit. Wait for the next one; check the clock of your phone."),
                code="wrong_code",
            )
        return str(self.cleaned_data["code"])
