"""What people type about themselves: an address, a name, a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.mailboxes import clean_mailbox
from klucznik.accounts.models import User
from klucznik.core.forms import LineField
from klucznik.core.text import no_link


class OneAddress(forms.EmailInput):
    """An address sent twice is no address: two readers of the request might pick different ones."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return values[0] if len(values) == 1 else None


class MailboxField(forms.CharField):
    """An e-mail address that reads the way it is written."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", _("E-mail address"))
        given.setdefault("error_messages", {"required": _("Type your e-mail address.")})
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(max_length=254, strip=True, widget=OneAddress(attrs=attrs), **given)

    def clean(self, value: Any) -> str:
        return clean_mailbox(super().clean(value))


class NameField(LineField):
    """A first or last name: one readable line, no address of a site in it."""

    def __init__(self, *, autocomplete: str, **given: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=60, widget=widget, **given)

    def clean(self, value: Any) -> str:
        name = str(super().clean(value))
        no_link(name)
        if not any(char.isalpha() for char in name):
            raise ValidationError(_("Type the name with letters."), code="no_letters")
        return name


class CurrentPasswordField(forms.CharField):
    """The password in use, exactly as typed."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", _("Password"))
        given.setdefault("error_messages", {"required": _("Type your password.")})
        attrs = {"autocomplete": "current-password"}
        super().__init__(strip=False, widget=forms.PasswordInput(attrs=attrs), **given)


class NewPasswordField(forms.CharField):
    """A password to be chosen, once, with a button that shows it."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", _("Password"))
        given.setdefault("error_messages", {"required": _("Choose a password.")})
        given.setdefault(
            "help_text", _("At least 12 characters. A few words in a row make a good password.")
        )
        attrs = {"autocomplete": "new-password"}
        super().__init__(strip=False, widget=forms.PasswordInput(attrs=attrs), **given)


def refuse_weak_password(form: forms.Form, name: str, person: User) -> None:
    """Put at the field what is wrong with a new password of this person."""
    if password := form.cleaned_data.get(name):
        try:
            validate_password(password, person)
        except ValidationError as weak:
            form.add_error(name, weak)
