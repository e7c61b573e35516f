"""What reviewers fill in around a decision: who reads a case, until when it is put aside, what a file held."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.backoffice.forms.deciding import Note
from klucznik.backoffice.models import StaffMember
from klucznik.backoffice.permissions import StaffPermission, roles_with
from klucznik.core.forms import ActionForm
from klucznik.declarations.actions.desk import last_day
from klucznik.declarations.errors import ReasonMissing
from klucznik.declarations.reasons import Holding


class Reviewer(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person of the staff, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.display_name)


class AssignForm(ActionForm):
    """A lead says who reads a case."""

    person = Reviewer(
        label=_("Who reads it"), queryset=User.objects.none(), to_field_name="public_id"
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "assign_%s"} | more)
        deciding = StaffMember.objects.active().filter(
            role__in=roles_with(StaffPermission.CASES_DECIDE)
        )
        people = User.objects.filter(pk__in=deciding.values("user_id"))
        field = self.fields["person"]
        assert isinstance(field, Reviewer)
        field.queryset = people.order_by("last_name", "first_name", "pk")


class HoldForm(ActionForm):
    """A case is put aside until a day."""

    until = forms.DateField(
        label=_("Until which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A working day, at most ten from now. The case then comes back by itself."),
    )
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[("", _("choose")), *Holding.choices],
        help_text=_("The person reads this reason and the day."),
        error_messages={"required": ReasonMissing.message},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "hold_%s"} | more)
        self.fields["until"].widget.attrs["max"] = f"{last_day():%Y-%m-%d}"


class RemoveFileForm(ActionForm):
    """A file with an identity document goes; what was seen in it stays as words."""

    note = Note(
        label=_("What you saw in it"),
        help_text=_("Without numbers: for example “ID card of the signatory; the name agrees”."),
    )
