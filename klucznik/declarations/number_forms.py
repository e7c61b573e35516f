"""What somebody types who wants to know whether a message about a case is genuine."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.forms import ActionForm, LineField


class NumberForm(ActionForm):
    """The number of a case, as it stands in the message."""

    number = LineField(
        label=_("Number of the case"),
        help_text=_("As it stands in the message, for example OSW/2026/000123."),
        max_length=40,
    )
