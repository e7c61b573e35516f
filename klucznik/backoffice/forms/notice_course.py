"""The forms beside a published or planned notice: its date, how it goes on, other hours, its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.backoffice.forms.notices import MomentField
from klucznik.core.forms import ActionForm, LinesField
from klucznik.news.states import Impact


def word_field(label: Any, **kwargs: Any) -> LinesField:
    """A few plain lines."""
    area = forms.Textarea(attrs={"rows": 3})
    return LinesField(label=label, max_length=2000, widget=area, **kwargs)


class BesideForm(ActionForm):
    """One of several forms on the page of a notice: its fields have ids of their own, so that labels find them."""

    beside = ""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.beside}_%s"} | more)


class PlanForm(BesideForm):
    """When it comes out."""

    beside = "plan"

    publish_at = MomentField(
        label=_("Publish at"),
        help_text=_("Hours of Warsaw."),
        error_messages={"required": _("Choose a day and an hour.")},
    )


class ContinueForm(BesideForm):
    """A word more about what happens."""

    beside = "continue"

    words_pl = word_field(
        _("How it goes on, in Polish"),
        error_messages={"required": _("Say how it goes on, in Polish.")},
    )
    words_en = word_field(
        _("How it goes on, in English"),
        error_messages={"required": _("Say how it goes on, in English.")},
    )
    impact = forms.ChoiceField(
        label=_("What works now"),
        choices=Impact.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what works now.")},
    )
    by_email = forms.BooleanField(label=_("Send it by e-mail, too"), required=False)

    def clean(self) -> dict[str, Any]:
        """As the action takes it."""
        typed = super().clean() or {}
        return {} if self.errors else with_words(typed)


class HoursForm(BesideForm):
    """Other hours than announced."""

    beside = "hours"

    starts_at = MomentField(label=_("Begins"), required=False, help_text=_("Hours of Warsaw."))
    ends_at = MomentField(label=_("Ends"), required=False)


class EndForm(BesideForm):
    """It is over."""

    beside = "end"

    words_pl = word_field(_("What to say, in Polish"), required=False)
    words_en = word_field(_("What to say, in English"), required=False)
    by_email = forms.BooleanField(label=_("Send it by e-mail, too"), required=False)

    def clean(self) -> dict[str, Any]:
        """As the action takes it."""
        typed = super().clean() or {}
        return {} if self.errors else with_words(typed)


def with_words(typed: dict[str, Any]) -> dict[str, Any]:
    """`words_pl` and `words_en` as `words`."""
    words = {language: typed.pop(f"words_{language}") for language in ("pl", "en")}
    return typed | {"words": words}
