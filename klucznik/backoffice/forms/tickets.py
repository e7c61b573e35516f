"""What the staff fill in around a ticket: an answer, a note, who takes it, what it is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.accounts.models import User
from klucznik.backoffice.forms.desk import Reviewer
from klucznik.backoffice.queries.tickets import answering_people
from klucznik.contact.models import Topic
from klucznik.core.forms import ActionForm, LineField, LinesField, depend
from klucznik.declarations.forms import AddedFilesForm
from klucznik.help.models import Text


class AnswerForm(AddedFilesForm):
    """An answer, with files and the link of a help article if there are any."""

    text = LinesField(
        label=pgettext_lazy("ticket", "Answer"),
        help_text=_("The customer gets it by e-mail, word for word."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    article = LineField(
        label=_("Help article"),
        help_text=_("Its number; the link and the title are put below the answer."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    close = forms.BooleanField(
        label=_("Close the ticket with this answer; the customer can open it again by writing"),
        required=False,
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    field_order = ("text", "article", "file", "close", "seen")

    def __init__(self, *args: Any, language: str, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "answer_%s"} | more)
        # Words may be missing only where there is an article or a file; the page does not call them optional.
        depend(self, "text")
        self.fields["file"].help_text = _("PDF, PNG, JPEG or HEIC, up to 10 MB each.")
        self.language = language

    def clean_article(self) -> Text | None:
        """The article in the customer's language, or in the other one."""
        given = self.cleaned_data["article"].removeprefix("#")
        if not given:
            return None
        by = {"article__number": int(given)} if _is_number(given) else {"article__key": given}
        texts = Text.objects.filter(article__withdrawn_at=None, **by).select_related("article")
        spoken = self.language[:2]
        found = sorted(texts, key=lambda text: text.language != spoken)
        if not found:
            raise forms.ValidationError(
                _("There is no article with this number. Look it up in Help."), code="no_article"
            )
        return found[0]

    def clean(self) -> dict[str, Any]:
        """The article becomes a line of the answer."""
        given = super().clean() or {}
        article = given.pop("article", None)
        if article is not None:
            link = settings.PUBLIC_URL + reverse("help:short_link", args=[article.article.number])
            given["text"] = f"{given.get('text', '')}\n\n{article.title}: {link}".strip()
        return given


class NoteForm(ActionForm):
    """A word to colleagues."""

    text = LinesField(
        label=_("Note for colleagues"),
        help_text=_("No customer ever reads it."),
        max_length=4000,
        error_messages={"required": _("Write the note.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "note_%s"} | more)


class GiveForm(ActionForm):
    """Who takes the ticket; nobody puts it back."""

    to = Reviewer(
        label=_("Who answers"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("nobody yet"),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "give_%s"} | more)
        field = self.fields["to"]
        assert isinstance(field, Reviewer)
        field.queryset = answering_people()


class MoveForm(ActionForm):
    """Which topic fits better."""

    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "move_%s"} | more)


class CloseForm(ActionForm):
    """Close without an answer."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "close_%s"} | more)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
