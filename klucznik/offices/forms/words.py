"""The office's word about somebody who asks for the keys of its client."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.core.forms import ActionForm

YES, NO = "yes", "no"


class WordForm(ActionForm):
    """A yes or a no, neither ticked beforehand."""

    confirms = forms.TypedChoiceField(
        label=_("Does this person act for the client?"),
        choices=[
            (YES, _("Yes. We spoke with the client, and it is this person who asks.")),
            (NO, _("No. The client knows nothing of it, or it is somebody else.")),
        ],
        coerce=lambda value: value == YES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer. If you do not know, leave the page.")},
    )
