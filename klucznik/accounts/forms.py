"""What a person may type on the pages of their account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.core import context
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.actions.passwords import reset_password
from klucznik.accounts.fields import (
    CurrentPasswordField,
    MailboxField,
    NameField,
    NewPasswordField,
    refuse_weak_password,
)
from klucznik.accounts.models import User
from klucznik.core.forms import ActionForm
from klucznik.core.vendor import vendor
from klucznik.mail.topics import HINTS, Topic

ACCEPTED = ("terms", "privacy")


class PersonForm(ActionForm):
    """A name, as others will see it."""

    first_name = NameField(
        label=_("First name"),
        autocomplete="given-name",
        error_messages={"required": _("Type your first name.")},
    )
    last_name = NameField(
        label=_("Last name"),
        autocomplete="family-name",
        error_messages={"required": _("Type your last name.")},
    )


class BeginningForm(PersonForm):
    """Who somebody is, their password, and what they agree to."""

    password = NewPasswordField()
    terms = forms.BooleanField()
    privacy = forms.BooleanField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["terms"].label = _linked(
            gettext("I accept the {link}terms of use{end}."), "terms"
        )
        self.fields["privacy"].label = _linked(
            gettext(
                "I consent to the {link}processing of my personal data{end} for the use of the account."
            ),
            "privacy",
        )
        for name in ACCEPTED:
            self.fields[name].error_messages["required"] = gettext(
                "Without this consent an account cannot be created."
            )

    def clean(self) -> dict[str, Any]:
        """Put the texts themselves in place of the ticks: the versions that lay before the person."""
        data = super().clean() or {}
        person = User(email=self.address(), first_name=data.get("first_name", ""))
        person.last_name = data.get("last_name", "")
        refuse_weak_password(self, "password", person)
        ticked = [data.pop(name, None) for name in ACCEPTED]
        if all(ticked):
            data["accepted"] = [vendor().document(name) for name in ACCEPTED]
        return data

    def address(self) -> str:
        """Whose password it is to be."""
        raise NotImplementedError


class SignUpForm(BeginningForm):
    """A new account."""

    email = MailboxField()
    field_order = ["first_name", "last_name", "email", "password", *ACCEPTED]

    def address(self) -> str:
        return str(self.cleaned_data.get("email", ""))


class ConfirmElsewhereForm(BeginningForm):
    """The address was confirmed in another browser: everything that was typed at sign-up is typed anew."""

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def address(self) -> str:
        return self.email


class MailboxForm(ActionForm):
    """Only an address: send the activation again, forgotten password."""

    email = MailboxField()


class NewAddressForm(ActionForm):
    """An address that is to become one's own."""

    email = MailboxField(label=_("New e-mail address"))


class ChangePasswordForm(ActionForm):
    """The current password and a new one."""

    current = CurrentPasswordField(label=_("Current password"))
    password = NewPasswordField(label=_("New password"))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        refuse_weak_password(self, "password", self.person)
        return super().clean() or {}


def topic_choices() -> list[tuple[str, SafeString]]:
    """Each topic with what it is, in the reader's language."""
    markup = '<span>{}<span class="choice__hint">{}</span></span>'
    chosen = [topic for topic in Topic if topic != Topic.SECURITY]
    return [(topic.value, format_html(markup, topic.label, HINTS[topic])) for topic in chosen]


class TopicsForm(ActionForm):
    """The topics that come by e-mail; security is not among the choices."""

    topics = forms.TypedMultipleChoiceField(
        label=_("Send by e-mail, too"),
        coerce=Topic,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=topic_choices,
    )


class LanguageForm(forms.Form):
    """One of the portal's languages."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class SignInForm(LoginForm):
    """E-mail address and password, with our words; the limits are the adapter's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remembered = self.request.session.get("sign_in_email", "") if self.request else ""
        self.fields["login"] = MailboxField(initial=remembered)
        # Here browsers offer passkeys beside the addresses they know.
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["password"] = CurrentPasswordField()


class ConfirmPasswordForm(ActionForm):
    """The password once more, before something important (allauth's form, with our field)."""

    password = CurrentPasswordField(label=_("Your password"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        adapter = get_adapter()
        if not adapter.reauthenticate(self.user, self.cleaned_data["password"]):
            raise adapter.validation_error("incorrect_password")
        return str(self.cleaned_data["password"])


class NewPasswordForm(forms.Form):
    """The last step of a forgotten password (allauth checked the link)."""

    password = NewPasswordField(label=_("New password"))

    def __init__(self, *args: Any, user: User, temp_key: str = "", **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        refuse_weak_password(self, "password", self.user)
        return super().clean() or {}

    def save(self) -> None:
        """The mailbox has proved itself in this browser: the view will remember the browser for this account."""
        proven = reset_password(self.user, password=self.cleaned_data["password"])
        self.user.password, self.user.session_nonce = proven.password, proven.session_nonce
        context.request.proven_user = proven


def _linked(sentence: str, kind: str) -> SafeString:
    """A sentence whose marked words lead to the full text."""
    link = format_html('<a href="{}" target="_blank">', reverse("document", args=[kind]))
    return format_html(sentence, link=link, end=mark_safe("</a>"))
