"""What staff fill in about a company as a whole: a proposal, and the proposal to end it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.backoffice.forms.deciding import Note
from klucznik.companies.models import Measure
from klucznik.core.forms import ActionForm


class MeasureForm(ActionForm):
    """Somebody proposes a dispute or a suspension."""

    kind = forms.ChoiceField(
        label=_("Measure"),
        choices=[
            (Measure.Kind.DISPUTE, _("Dispute: nobody takes rights from anybody")),
            (Measure.Kind.SUSPENSION, _("Suspension: nothing in the company changes")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("choose")), *Measure.Reason.choices],
        help_text=_("Everybody who administers the company reads it."),
        error_messages={"required": _("Choose a reason.")},
    )
    note = Note(
        label=_("What it rests on, and where that can be found"),
        help_text=_("Only staff read this: a file number, a date, a register."),
    )


class EndMeasureForm(ActionForm):
    """Somebody proposes to end a measure."""

    note = Note(
        label=_("Why it can end"),
        help_text=_("Only staff read this: a file number, a date, a register."),
    )
