"""What a client chooses when it answers an office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from klucznik.core.forms import ActionForm
from klucznik.offices.models import PowerKind
from klucznik.offices.powers import ABOUT_POWERS, TO_THE_CLIENT


def _choices() -> list[tuple[str, SafeString]]:
    """In the language of the reader: asked for when the form is shown."""
    return [(kind.value, _with_hint(TO_THE_CLIENT[kind], ABOUT_POWERS[kind])) for kind in PowerKind]


def _with_hint(label: str | Promise, hint: str | Promise) -> SafeString:
    return format_html('<span>{}<span class="choice__hint">{}</span></span>', _first(label), hint)


def _first(label: str | Promise) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


class PowersField(forms.TypedMultipleChoiceField):
    """Ticks of what the office may do, each with what it means; all of them may be left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("What the office may do for you"),
            help_text=_("Each can be taken back at any time, at once, on the page of the office."),
            choices=_choices,
            coerce=PowerKind,
            initial=PowerKind.values,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **options,
        )


class AcceptForm(ActionForm):
    """Yes, with these powers."""

    powers = PowersField()
