"""The words of an article in one language, and when they are published."""

from __future__ import annotations

from datetime import datetime, time
from enum import Enum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from klucznik.backoffice.forms.help_fields import KeywordsField, MarkdownField
from klucznik.core import clock
from klucznik.core.forms import ActionForm, LineField, depend
from klucznik.help.drafts import WORDS, mark_of, words_of
from klucznik.help.models import Article, Revision
from klucznik.help.reading import LONGEST_BODY
from klucznik.help.rendering import Problem, Rendered, render

FARTHEST_YEARS = 2


class Act(Enum):
    """What is done with the words."""

    SAVE = "save"
    PUBLISH = "publish"
    PLAN = "plan"


class TextForm(ActionForm):
    """What a writer types. Saving takes anything with a title; publishing takes what readers can read."""

    title = LineField(
        label=pgettext_lazy("article", "Title"),
        max_length=160,
        error_messages={"required": _("Write a title; the draft is found by it.")},
    )
    summary = LineField(
        label=pgettext_lazy("article", "Summary"),
        required=False,
        max_length=300,
        help_text=_("One sentence: what the reader gets done here."),
    )
    keywords = KeywordsField(
        label=_("Keywords"),
        required=False,
        help_text=_("Other words under which people look for it, with commas."),
    )
    body = MarkdownField(
        label=pgettext_lazy("article", "Text"),
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 22, "class": "input--code", "spellcheck": "true"}),
    )
    note = LineField(
        label=_("Note for colleagues"),
        required=False,
        max_length=200,
        help_text=_("What changed, and why. Readers do not see it."),
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hour = forms.TimeField(
        label=_("Time in Poland"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    base = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        article: Article,
        language: str,
        head: Revision | None,
        act: Act = Act.SAVE,
        **more: Any,
    ) -> None:
        self.article, self.language, self.head, self.act = article, language, head, act
        words = words_of(head) | {"base": mark_of(words_of(head))}
        if head is not None and head.published_at is None:
            words["note"] = head.note
        self.typed = {name: words[name] for name in WORDS}
        super().__init__(*args, **{"initial": words} | more)
        # Saving takes them empty, publishing and planning do not: to call them optional would mislead.
        depend(self, "body", "day")
        self.fields["title"].widget.attrs["lang"] = language
        self.fields["body"].widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.typed = {name: data[name] for name in WORDS if name in data}
        day, hour = data.pop("day", None), data.pop("hour", None)
        if self.act is not Act.SAVE and "body" in data:
            self._must_be_readable(data["body"])
        if self.act is Act.PLAN and day is None and "day" not in self.errors:
            self.add_error("day", gettext("Choose the day on which it is published."))
        if self.act is Act.PLAN and day is not None and "hour" not in self.errors:
            data["at"] = self._moment(datetime.combine(day, hour or time(8)))
        return data

    def _must_be_readable(self, body: str) -> None:
        if not body.strip():
            self.add_error("body", gettext("There is no text yet that readers could read."))
        for problem in self.rendered().problems:
            self.add_error("body", ValidationError(placed(problem), code="problem"))

    def _moment(self, local: datetime) -> datetime | None:
        """Warsaw time; an hour that the change of clocks skips or repeats is no moment."""
        try:
            moment = from_current_timezone(local)
        except ValidationError:
            self.add_error(
                "hour", gettext("On this day the clocks change, and this hour is not clear.")
            )
            return None
        if moment <= clock.now():
            self.add_error(
                "day", gettext("This moment has passed. Choose a later one, or publish now.")
            )
        elif moment.year > clock.now().year + FARTHEST_YEARS:
            self.add_error("day", gettext("This is too far ahead: at most two years."))
        return moment

    def rendered(self) -> Rendered:
        """The text as typed, as readers would see it."""
        self.is_valid()  # what was sent is read once
        return render(self.words["body"], language=self.language, article=self.article)

    @property
    def words(self) -> dict[str, Any]:
        """What was typed, as far as it is usable, also when it cannot be published."""
        return words_of(None) | self.typed

    def go_on_from_head(self) -> None:
        """After a colleague's change was shown: saving once more is meant."""
        data = dict(self.data.items())
        self.data = data | {"base": mark_of(words_of(self.head))}


def placed(problem: Problem) -> str:
    """A problem of the text with the line on which it stands."""
    return gettext("Line %(line)s: %(problem)s") % {"line": problem.line, "problem": problem}
