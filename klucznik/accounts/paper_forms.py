"""Forms about papers: agreeing to changed texts, and the end of an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.consents import NewVersion
from klucznik.accounts.departures import Consequence, Plan
from klucznik.accounts.errors import PlanChanged
from klucznik.accounts.fields import CurrentPasswordField
from klucznik.accounts.models import User
from klucznik.core.forms import ActionForm
from klucznik.core.templatetags.ui import date_long

AGREED = {
    "terms": _("I accept the terms of use in the version of %(day)s."),
    "privacy": _("I consent to the processing of my personal data in the version of %(day)s."),
}


class AcceptTextsForm(ActionForm):
    """One tick for each text that changed; the hidden field says which versions lay before the person."""

    versions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, changed: Sequence[NewVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changed = changed
        self.fields["versions"].initial = self._shown()
        for one in changed:
            self.fields[one.kind] = forms.BooleanField(
                label=str(AGREED[one.kind]) % {"day": date_long(one.document.since)},
                error_messages={"required": gettext("Tick the box if you agree.")},
            )

    def clean(self) -> dict[str, Any]:
        """The texts themselves in place of the ticks."""
        data = super().clean() or {}
        shown = data.pop("versions", None)
        ticked = [data.pop(one.kind, None) for one in self.changed]
        if shown is not None and shown != self._shown():
            raise forms.ValidationError(
                gettext("The text has changed in the meantime. Read the newest version below.")
            )
        return data | {"accepted": [one.document for one in self.changed]} if all(ticked) else data

    def refresh(self) -> None:
        """The page that is shown again carries the versions of now."""
        if self.is_bound:
            self.data = _with(self.data, versions=self._shown())

    def _shown(self) -> str:
        return " ".join(f"{one.kind}:{one.document.version}" for one in self.changed)


class DeleteAccountForm(ActionForm):
    """The plan that the person read, a tick for each company that nobody takes over, the password if need be."""

    plan = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        person: User,
        consequences: Sequence[Consequence],
        with_password: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.now = person, consequences
        self.lost = [one for one in consequences if one.tone == "warning"]
        self.fields["plan"].initial = Plan.of(consequences).sealed(person)
        for number, one in enumerate(self.lost):
            self.fields[f"understood_{number}"] = forms.BooleanField(
                label=gettext(
                    "I understand that %(company)s will be left without an administrator."
                )
                % {"company": one.subject},
                error_messages={"required": gettext("Tick the box if you want to go on.")},
            )
        if with_password:
            self.fields["password"] = CurrentPasswordField(label=_("Your password"))

    def clean(self) -> dict[str, Any]:
        """Keys of the ticked companies, and the plan as it was sealed."""
        data = super().clean() or {}
        ticks = [data.pop(f"understood_{number}", False) for number in range(len(self.lost))]
        ticked = zip(self.lost, ticks, strict=True)
        data["understood"] = {one.key for one, tick in ticked if tick}
        data["plan"] = Plan.opened(data.get("plan", ""), self.person)
        if data["plan"] != Plan.of(self.now):
            raise forms.ValidationError(str(PlanChanged.message), code=PlanChanged.code)
        return data

    def changed(self) -> list[Consequence]:
        """What reads differently from the page that was sent back."""
        shown = Plan.opened(self.data.get("plan", ""), self.person) if self.is_bound else None
        known = set(shown.lines) if shown else set()
        return [one for one in self.now if shown and (one.key, one.tone) not in known]

    def refresh(self) -> None:
        """The page that is shown again carries the plan of now; what was typed stays."""
        if self.is_bound:
            self.data = _with(self.data, plan=Plan.of(self.now).sealed(self.person))


def _with(sent: Any, **instead: str) -> Any:
    """What was sent, with other values in hidden fields."""
    data = sent.copy()
    for name, value in instead.items():
        data[name] = value
    return data
