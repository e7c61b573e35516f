"""What reviewers fill in: a decision about a case, a word about an objection, the undoing of a grant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.core.forms import ActionForm
from klucznik.core.text import clean_lines
from klucznik.declarations.actions.review import decide
from klucznik.declarations.errors import NoteMissing, ReasonMissing
from klucznik.declarations.models import Decision, Declaration
from klucznik.declarations.papers import files_hash
from klucznik.declarations.reasons import Asking, Check, Refusing

FORM = "decision"  # fields of one form stand in two places of the page
Verdict = Decision.Verdict
REASONS = {
    Verdict.ASK: Asking.values,
    Verdict.REJECT: Refusing.values,
}


class Note(forms.CharField):
    """Free words of a reviewer."""

    widget = forms.Textarea

    def __init__(self, *, label: Any, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=2000,
            error_messages={"required": NoteMissing.message},
        )
        self.widget.attrs["rows"] = 3

    def clean(self, value: Any) -> Any:
        return clean_lines(super().clean(value))


class DecisionForm(ActionForm):
    """One reviewer's decision, about the files and the case that this page showed."""

    checklist = forms.MultipleChoiceField(
        label=_("Checked"),
        required=False,
        choices=Check.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"form": FORM}),
    )
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Verdict.APPROVE, _("Approve")),
            (Verdict.ASK, _("Ask for more")),
            (Verdict.REJECT, _("Reject")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[
            ("", _("choose")),
            (_("Ask for more"), Asking.choices),
            (_("Reject"), Refusing.choices),
        ],
        required=False,
        help_text=_("Not needed for an approval."),
    )
    note = Note(
        label=_("What you found, and where"),
        help_text=_("When you ask for more or reject, the person reads these words."),
    )
    files_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The reason belongs to the decision; that of an approval is always the same."""
        given = super().clean() or {}
        verdict, reason = given.get("verdict", ""), given.get("reason", "")
        if verdict == Verdict.APPROVE:
            given["reason"] = ""
        elif verdict and not reason:
            self.add_error("reason", str(ReasonMissing.message))
        elif verdict and reason not in REASONS[verdict]:
            self.add_error("reason", _("This reason belongs to another decision."))
        return given

    def decide(self, reviewer: User, case: Declaration, *, as_lead: bool) -> Declaration | None:
        """Decide about the case as this page showed it, not as it may be by now."""
        if not self.is_bound or not self.is_valid():
            return None
        case.version = self.cleaned_data.pop("version")
        return self.perform(decide, reviewer, case, as_lead=as_lead)


def blank_decision(case: Declaration, kept: dict[str, Any] | None = None) -> DecisionForm:
    """An empty form for what the page shows now, or with what the person had typed before the second step."""
    return DecisionForm(
        initial={**(kept or {}), "files_hash": files_hash(case), "version": case.version}
    )


class ObjectionForm(ActionForm):
    """One reviewer's word about an objection."""

    uphold = forms.TypedChoiceField(
        label=_("Your word"),
        choices=[
            ("no", _("The objection does not hold: the case goes on")),
            ("yes", _("The objection holds: the case ends, or what was granted is undone")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    note = Note(label=_("What you found, and where"))


class UndoForm(ActionForm):
    """A lead undoes a grant within its probation."""

    note = Note(label=_("Why the grant is undone"))
