"""Who serves a client, and to whom clients are passed on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core.forms import ActionForm
from klucznik.offices.serving_people import loads, places_that_serve


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People of an office, each with how many clients they serve."""

    def __init__(self, **more: Any) -> None:
        box = forms.CheckboxSelectMultiple()
        super().__init__(User.objects.none(), to_field_name="public_id", widget=box, **more)
        self.loads: dict[int, int] = {}

    def offer(self, office: Company, *, but: User | None = None) -> None:
        places = places_that_serve(office)
        people = User.objects.filter(pk__in=places.values("user"))
        if but is not None:
            people = people.exclude(pk=but.pk)
        self.loads = loads(office)
        self.queryset = people.order_by("last_name", "first_name", "pk")

    def label_from_instance(self, obj: User) -> str:
        count = self.loads.get(obj.pk, 0)
        words = ngettext("%(person)s, %(count)s client", "%(person)s, %(count)s clients", count)
        return words % {"person": obj.display_name, "count": count}


class ClientPeopleForm(ActionForm):
    """Those who serve one client; nobody is an answer, too."""

    people = PeopleField(label=_("Who serves this client"), required=False)

    def __init__(self, *args: Any, office: Company, **more: Any) -> None:
        super().__init__(*args, **more)
        field: PeopleField = self.fields["people"]  # type: ignore[assignment]
        field.offer(office)


class PassOnForm(ActionForm):
    """Who takes clients over."""

    people = PeopleField(
        label=_("Who takes them over"),
        help_text=_("Choose several people, and the clients are dealt out evenly among them."),
        error_messages={"required": _("Choose who takes the clients over.")},
    )

    def __init__(self, *args: Any, office: Company, but: User | None, **more: Any) -> None:
        super().__init__(*args, **more)
        field: PeopleField = self.fields["people"]  # type: ignore[assignment]
        field.offer(office, but=but)
