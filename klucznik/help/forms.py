"""What readers say of an article."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.core.forms import ActionForm, LinesField
from klucznik.help.models import Reason

MOST_WORDS = 1000


class VoiceForm(ActionForm):
    """Yes or no, by two buttons."""

    helpful = forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        error_messages={
            "required": _("Choose Yes or No."),
            "invalid_choice": _("Choose Yes or No."),
        },
    )


class ReasonForm(ActionForm):
    """Why it was of no use."""

    reason = forms.ChoiceField(
        label=_("Why was the article of no use?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose a reason.")},
    )
    words = LinesField(
        label=_("What was missing or wrong?"),
        help_text=_("Please write no license numbers, passwords or personal data here."),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
