"""What reviewers fill in: a decision about a case, a word about an objection, the undoing of a grant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.backoffice.actions.deciding import decide_at_desk
from klucznik.core.forms import ActionForm
from klucznik.core.text import clean_lines
from klucznik.declarations.errors import NoteMissing, ReasonMissing
from klucznik.declarations.letters import letter_of
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


class Dependent(forms.ChoiceField):
    """A choice that some verdicts need and others do not: called neither required nor optional."""

    depends = True


class Keys(forms.RadioSelect):
    """Radio buttons that the number keys press (static/js/behaviours/shortcuts.js)."""

    def create_option(
        self,
        name: str,
        value: Any,
        label: int | str,
        selected: bool,
        index: int,
        subindex: int | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        option["attrs"]["data-shortcut"] = str(index + 1)
        return option


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
        widget=Keys,
        error_messages={"required": _("Choose a decision.")},
    )
    representation = Dependent(
        label=_("Who signed"),
        choices=[("", _("choose")), *Decision.Representation.choices],
        required=False,
        help_text=_(
            "For an approval. The points of the evidence come from it; the less certain of two reviewers counts."
        ),
    )
    reason = Dependent(
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
        if verdict != Verdict.APPROVE and "representation" in self.fields:
            given["representation"] = ""
        if verdict == Verdict.APPROVE:
            given["reason"] = ""
        elif verdict and not reason:
            self.add_error("reason", str(ReasonMissing.message))
        elif verdict and reason not in REASONS[verdict]:
            self.add_error("reason", _("This reason belongs to another decision."))
        return given

    def __init__(self, *args: Any, case: Declaration, **more: Any) -> None:
        super().__init__(*args, **more)
        if not letter_of(case.kind).represents:
            del self.fields["representation"]

    def decide(self, reviewer: User, case: Declaration, *, as_lead: bool) -> Declaration | None:
        """Decide about the case as this page showed it, not as it may be by now."""
        if not self.is_bound or not self.is_valid():
            return None
        case.version = self.cleaned_data.pop("version")
        return self.perform(decide_at_desk, reviewer, case, as_lead=as_lead)


def blank_decision(case: Declaration, kept: dict[str, Any] | None = None) -> DecisionForm:
    """An empty form for what the page shows now, or with what the person had typed before the second step."""
    seen = {"files_hash": files_hash(case), "version": case.version}
    return DecisionForm(case=case, initial={**(kept or {}), **seen})


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
    note = Note(
        label=_("What you found, and where"),
        help_text=_(
            "If the objection holds, the person who asked reads the last reviewer's words: do not say who objected."
        ),
    )


class UndoForm(ActionForm):
    """A lead undoes a grant within its probation."""

    note = Note(
        label=_("Why the grant is undone"),
        help_text=_(
            "The person whose grant is undone reads these words: do not say who told you of it."
        ),
    )
