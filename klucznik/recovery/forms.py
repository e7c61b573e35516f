"""What people type on the way to the keys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.companies.models import Role
from klucznik.core.forms import ActionForm, LineField, LinesField, offer
from klucznik.core.text import clean_line, no_link
from klucznik.declarations.documents import Signatory
from klucznik.members.forms.invitations import UntilField

SIGNATORIES = (1, 2, 3)
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]


class RequestForm(ActionForm):
    """Why the administrators should give the role."""

    reason = LinesField(
        label=_("Why do you ask?"),
        help_text=_("The administrators will read this. A sentence or two is enough."),
        min_length=10,
        max_length=500,
        error_messages={
            "required": _("Write in a sentence why you need the rights."),
            "min_length": _("Write a little more, at least 10 characters."),
        },
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
    )


class ApproveForm(ActionForm):
    """The role to give; it may be smaller than the one asked for, or last until a day."""

    role = forms.ChoiceField(
        label=_("Role to give"), widget=forms.RadioSelect, initial=Role.GLOBAL_ADMINISTRATOR
    )
    until = UntilField()

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        highest_first = sorted(roles, key=lambda role: role.rank, reverse=True)
        offer(self, "role", [(role.value, role.label) for role in highest_first])

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class DeclineForm(ActionForm):
    """Why not."""

    answer = LinesField(
        label=_("Reason of the refusal"),
        help_text=_("The person who asks will read it."),
        max_length=500,
        error_messages={"required": _("Write why you refuse.")},
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
    )


class ConfirmForm(ActionForm):
    """Nothing to fill in: the button is the decision."""


class DeclareForm(ActionForm):
    """What the portal does not know yet: who signs, and why nobody can be asked."""

    name_1 = LineField(label=_("First and last name"), max_length=100)
    function_1 = LineField(label=_("Function"), max_length=100)
    name_2 = LineField(label=_("First and last name"), max_length=100, required=False)
    function_2 = LineField(label=_("Function"), max_length=100, required=False)
    name_3 = LineField(label=_("First and last name"), max_length=100, required=False)
    function_3 = LineField(label=_("Function"), max_length=100, required=False)
    reason = LinesField(
        label=_("Why does nobody hold the rights?"),
        help_text=_("For example: the account of the former administrator was deleted."),
        min_length=10,
        max_length=300,
        error_messages={"min_length": _("Write a little more, at least 10 characters.")},
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )
    place = LineField(
        label=_("Place of signing"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "input--medium"}),
    )
    language = forms.ChoiceField(label=_("Language of the declaration"), choices=LANGUAGES)
    consent = forms.BooleanField(
        label=_(
            "I know that the present and former administrators and the company's contact address will be told about "
            "this declaration."
        ),
        error_messages={"required": _("Without telling them we cannot grant the rights.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in SIGNATORIES:
            self.fields[f"name_{number}"].widget.attrs["autocomplete"] = "off"
            self.fields[f"function_{number}"].help_text = (
                _("For example: owner, president of the board, proxy.") if number == 1 else ""
            )

    def clean(self) -> dict[str, Any]:
        """Pairs of name and function become signatories."""
        given = super().clean() or {}
        signatories = [found for number in SIGNATORIES if (found := self._signatory(given, number))]
        return {
            "signatories": signatories,
            "reason": clean_line(given.get("reason", "")),
            "place": clean_line(given.get("place", "")),
            "language": given.get("language", "pl"),
        }

    def _signatory(self, given: dict[str, Any], number: int) -> Signatory | None:
        name = clean_line(given.get(f"name_{number}", ""))
        function = clean_line(given.get(f"function_{number}", ""))
        if bool(name) != bool(function) and number > 1:
            missing = f"function_{number}" if name else f"name_{number}"
            self.add_error(missing, _("Give both the name and the function."))
        for field, value in ((f"name_{number}", name), (f"function_{number}", function)):
            try:
                no_link(value)
            except forms.ValidationError as wrong:
                self.add_error(field, wrong)
        return Signatory(name, function) if name and function else None
