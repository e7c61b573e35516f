"""What a person chooses about the keys of a company: what becomes of the giver, how long a deputy waits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from klucznik.core.forms import ActionForm, offer
from klucznik.members.actions.handing_over import Afterwards
from klucznik.members.models import Deputy

AFTERWARDS: dict[Afterwards, tuple[Promise, Promise]] = {
    Afterwards.STAY: (
        _("I stay a global administrator"),
        _("You hold the keys together: either of you can do everything."),
    ),
    Afterwards.ADMINISTRATOR: (
        _("I become a company administrator"),
        _("You manage users and what they open; licenses, data and administrators no longer."),
    ),
    Afterwards.USER: (
        _("I become a user"),
        _("You open your products. You manage nothing."),
    ),
    Afterwards.LEAVE: (
        _("I leave the company"),
        _("You no longer see the company from that moment. Your account stays."),
    ),
}


class HandOverForm(ActionForm):
    """What becomes of the giver; nothing is chosen beforehand, unless the page before asked for it."""

    afterwards = forms.TypedChoiceField(
        label=_("What happens to you"),
        coerce=Afterwards,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens to you.")},
    )

    def __init__(self, *args: Any, then: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        offer(
            self,
            "afterwards",
            [(value.value, _with_hint(*words)) for value, words in AFTERWARDS.items()],
        )
        if then in list(Afterwards):
            self.initial["afterwards"] = then


class DeputyForm(ActionForm):
    """How many days the administrators have to object once the deputy steps in."""

    wait_days = forms.TypedChoiceField(
        label=_("Time to object"),
        help_text=_("Once the deputy steps in, the administrators have this long to object."),
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        words = [
            (days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days})
            for days, _same in Deputy.WAITS
        ]
        offer(self, "wait_days", words)


def _with_hint(label: Promise, hint: Promise) -> SafeString:
    return format_html('<span>{}<span class="choice__hint">{}</span></span>', label, hint)
