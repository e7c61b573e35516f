"""What people type when they write to the vendor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core import signing
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.fields import MailboxField, NameField
from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership
from klucznik.contact.errors import TooManyFilesAtOnce
from klucznik.contact.papers import MOST_AT_ONCE
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.core.forms import ActionForm, LineField, LinesField, depend
from klucznik.declarations.files import ACCEPT
from klucznik.declarations.forms import AddedFilesForm, FilesField, FilesInput

MOST_WORDS: Final = 10_000
SALT: Final = "klucznik.contact form"
QUICKEST: Final = timedelta(seconds=3)
LONGEST: Final = timedelta(hours=24)


class WholeField(LinesField):
    """Words that a browser does not cut short in silence: too many are told, and stay as they were pasted."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


def _text(label: Any, *, rows: int) -> WholeField:
    return WholeField(
        label=label,
        max_length=MOST_WORDS,
        error_messages={
            "required": _("Write what it is about."),
            "max_length": _(
                "Write at most %(limit_value)d characters, or send the rest as a file."
            ),
        },
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class Choice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of some rows by its public name; what cannot be a name at all is no choice either."""

    def to_python(self, value: Any) -> Any:
        return super().to_python("?" if "\0" in str(value) else value)


class TicketFilesForm(AddedFilesForm):
    """Words and, if there are any, files: the same ones that are taken as evidence."""

    file = FilesField(
        label=_("Files"),
        help_text=_(
            "For example a picture of the screen: PDF, PNG, JPEG or HEIC, up to 10 MB each. "
            "Do not send passwords or identity documents."
        ),
        required=False,
        widget=FilesInput(attrs={"accept": ACCEPT}),
    )

    def _inspected(self, files: list[Any]) -> list[Any]:
        if len(files) > MOST_AT_ONCE:
            raise TooManyFilesAtOnce(limit=MOST_AT_ONCE)
        try:
            return super()._inspected(files)
        except DomainError as refusal:
            refusal.article = "contact-us"  # not the article about declarations
            raise


class TicketForm(TicketFilesForm):
    """A new ticket of somebody who is signed in."""

    subject = LineField(
        label=_("Subject"),
        max_length=160,
        help_text=_("One sentence, by which you will know the ticket again."),
        error_messages={"required": _("Type a subject.")},
    )
    text = _text(_("What is the matter?"), rows=8)
    company = Choice(
        label=_("Company"),
        queryset=Company.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("It is about no company"),
        error_messages={"invalid_choice": _("Choose one of your companies.")},
    )
    with_administrators = forms.BooleanField(
        label=_("Show the ticket to the global administrators of the company"),
        help_text=_("They may read it and write in it. Without this only you and we see it."),
        required=False,
    )
    product = Choice(
        label=_("Program"),
        queryset=Product.objects.programs().filter(retired_at=None).order_by(Lower("name")),
        to_field_name="code",
        required=False,
        empty_label=_("It is about no program"),
        error_messages={"invalid_choice": _("Choose a program from the list.")},
    )
    field_order = ("subject", "text", "company", "with_administrators", "product", "file")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Membership.objects.active().filter(user=user)
        own = Company.objects.filter(pk__in=places.values("company")).order_by(Lower("name"))
        field = self.fields["company"]
        assert isinstance(field, Choice)
        field.queryset = own
        if not own.exists():
            del self.fields["company"], self.fields["with_administrators"]

    def clean(self) -> dict[str, Any]:
        """Only the administrators of a company that was named can be shown anything."""
        given = super().clean() or {}
        if given.get("with_administrators") and not given.get("company"):
            self.add_error("company", _("Choose the company whose administrators should see it."))
        return given


class StrangerForm(TicketFilesForm):
    """A new ticket of somebody who is not signed in, with the quiet obstacles for machines."""

    name = NameField(
        label=_("Your name"),
        autocomplete="name",
        error_messages={"required": _("Type your name.")},
    )
    email = MailboxField(
        label=_("E-mail address"),
        help_text=_("We send a link there; your message reaches us when you have opened it."),
    )
    language = forms.ChoiceField(label=_("Language of our answer"), choices=settings.LANGUAGES)
    subject = LineField(
        label=_("Subject"), max_length=160, error_messages={"required": _("Type a subject.")}
    )
    text = _text(_("What is the matter?"), rows=8)
    product = Choice(
        label=_("Program"),
        queryset=Product.objects.programs().filter(retired_at=None).order_by("name"),
        to_field_name="code",
        required=False,
        empty_label=_("It is about no program"),
        error_messages={"invalid_choice": _("Choose a program from the list.")},
    )
    # For machines, which fill in everything; people do not see it.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    begun = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("name", "email", "language", "subject", "text", "product", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.stamp = self._stamp()

    def clean(self) -> dict[str, Any]:
        """A machine is quick, or has an old page; a person presses the button once more."""
        given = super().clean() or {}
        if given.pop("website", ""):
            self.add_error("website", _("Leave this field empty: it is a trap for machines."))
        begun = _read(given.pop("begun", ""))
        is_quick = begun is None or clock.now().timestamp() - begun < QUICKEST.total_seconds()
        if is_quick and not self.errors:
            raise forms.ValidationError(
                _("Please look over what you wrote, and send it again."), code="quick"
            )
        return given

    def _stamp(self) -> str:
        """When the page was opened: the same one again after a refusal, as long as it is ours and not too old."""
        sent = str(self.data.get("begun", "")) if self.is_bound else ""
        now = clock.now().timestamp()
        return sent if _read(sent) is not None else signing.dumps(now, salt=SALT)


def _read(stamp: str) -> float | None:
    """The moment in a stamp of ours that is not too old."""
    try:
        begun = float(signing.loads(stamp, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    age = clock.now().timestamp() - begun
    return begun if 0 <= age <= LONGEST.total_seconds() else None


class AgainForm(TicketFilesForm):
    """Another message in a ticket: words, files, or both."""

    text = WholeField(
        label=_("Your message"),
        max_length=MOST_WORDS,
        required=False,
        error_messages={
            "max_length": _("Write at most %(limit_value)d characters, or send the rest as a file.")
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("text", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Words may be missing only where there is a file; the page does not call them optional.
        depend(self, "text")


class ConfirmForm(ActionForm):
    """Nothing to fill in: the button is the decision."""
