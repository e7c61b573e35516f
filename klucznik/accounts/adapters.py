"""Our answers to django-allauth's questions."""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.actions.profile import note_sign_in
from klucznik.accounts.devices import device_of, remember
from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.accounts.returning import is_path
from klucznik.accounts.sessions import DEVICE_KEY
from klucznik.accounts.trying import count_try, forgive_tries, note_refusal
from klucznik.core import vault
from klucznik.core.vendor import vendor
from klucznik.limits.errors import TooManyTries


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in as we want it: limits in the database, our words, our e-mails, no other ways in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is incorrect."),
        "incorrect_password": _("This is not your current password. Type it again."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; every page that asks for a password comes through here."""
        try:
            count_try(request, str(credentials.get("email", "")))
        except TooManyTries as refusal:
            raise ValidationError(
                _(
                    "Too many attempts. Try again in %(minutes)s min, or set a new password: it lets you in at once."
                ),
                code=refusal.code,
                params=refusal.facts,
            ) from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user and user.email != str(credentials.get("email", "")).strip().lower():
            self.authentication_failed(request, **credentials)  # a recovery address signs nobody in
            return None
        if user:
            forgive_tries(request, user)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_refusal(request, str(credentials.get("email", "")))

    def _rollback_login_failed_rl_usage(self) -> None:
        """allauth's own counter, in the cache, is not used."""

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth's own counter, in the cache, is not used."""

    def pre_login(self, request: HttpRequest, user: Any, **login: Any) -> HttpResponse | None:
        """The password was right. An unconfirmed account stops here: only its owner learns that it is one."""
        if user.is_active and user.activated_at is None:
            clear_login(request)
            request.session["unconfirmed_email"] = user.email
            return redirect("account_unconfirmed")
        return super().pre_login(request, user, **login)

    def get_login_stages(self) -> list[str]:
        return [*super().get_login_stages(), "klucznik.accounts.stages.LeavingStage"]

    def post_login(self, request: HttpRequest, user: Any, **login: Any) -> HttpResponse:
        """All steps are done: note it, and remember this browser for the account."""
        known = device_of(request.COOKIES, user) is not None
        response = super().post_login(request, user, **login)
        device = remember(response, request.COOKIES, user)
        request.session[DEVICE_KEY] = device.pk
        note_sign_in(user, device, known=known)
        request.session.pop("sign_in_email", None)
        return response

    def is_safe_url(self, url: str | None) -> bool:
        return is_path(url)

    def is_ajax(self, request: HttpRequest) -> bool:
        """One way to answer; allauth's JSON would be a second one."""
        return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin on our own page only."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Somebody with a second step confirms with it, never with the password alone."""
        name = "mfa_reauthenticate" if has_factor(user) else "account_reauthenticate"
        return [{"id": name, "description": "", "url": reverse(name)}]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> NoReturn:
        raise RuntimeError(f"E-mails leave through klucznik.mail only, not {template_prefix}.")


class MFAAdapter(DefaultMFAAdapter):
    """Second steps as we want them: secrets sealed with the key outside the database."""

    def encrypt(self, text: str) -> str:
        return vault.seal_text(text, context="second step")

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal_text(encrypted_text, context="second step")

    def get_totp_issuer(self) -> str:
        return vendor().product_name
