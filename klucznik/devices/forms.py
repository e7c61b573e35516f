"""What people type about devices: the request of a computer without internet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError
from klucznik.core.forms import ActionForm, refused
from klucznik.devices.errors import MaybeSameDevice, RequestUnreadable
from klucznik.devices.requests import LONGEST, OfflineRequest, read_request

NEW = "new"


class ConfirmForm(ActionForm):
    """Nothing to fill in: the page has said what will happen."""


class OfflineForm(ActionForm):
    """The request, pasted or as a file; and, when it may be a known computer, which one."""

    request = forms.CharField(
        label=_("Request of the program"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("The text that the program shows, or what a QR reader gives."),
    )
    file = forms.FileField(label=_("or its file"), required=False)
    which = forms.ChoiceField(
        label=_("Which computer is it?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubts = False
        chosen = str(self.data.get("which", ""))[:16]
        # Any id: the action decides whether the machine resembles that device.
        self.offer([(chosen, chosen)] if chosen else [])

    def offer(self, choices: list[tuple[str, str]]) -> None:
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        text = self._text(given.get("file")) or given.get("request") or ""
        if given.get("file") and "request" in self.errors:
            del self.errors["request"]
        which = given.get("which") or ""
        cleaned: dict[str, Any] = {
            "same_as": "" if which == NEW else which,
            "is_new": which == NEW,
        }
        if not self.errors:
            cleaned["request"] = self._read(text)
        return cleaned

    def refuse(self, refusal: DomainError) -> None:
        """A doubt is a question: the computers that it may be, and "another one"."""
        if isinstance(refusal, MaybeSameDevice):
            self.doubts = self.fields["which"].required = True
            devices = refusal.told()["devices"]
            named = [(one["id"], f"{one['name']} ({one['system'] or '—'})") for one in devices]
            self.offer([*named, (NEW, str(_("another computer, not on this list")))])
            self.add_error("which", refused(refusal))
            return
        super().refuse(refusal)

    def _text(self, file: Any) -> str:
        """What the file holds; it stands in the field when the form comes back, because a browser keeps no file."""
        if file is None:
            return ""
        raw: bytes = file.read(LONGEST + 1)
        text = raw.decode("utf-8", "replace").replace("\x00", "")
        self.data = {name: self.data.get(name) for name in self.data} | {"request": text}
        return text

    def _read(self, text: str) -> OfflineRequest | None:
        try:
            return read_request(text)
        except RequestUnreadable as problem:
            self.add_error("request", refused(problem))
            return None
