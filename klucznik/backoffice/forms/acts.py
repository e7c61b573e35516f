"""Small acts: one button, one person."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.backoffice.models import StaffRole
from klucznik.core.forms import ActionForm


class ActForm(ActionForm):
    """One button: nothing to type, but a rule may say no."""


class AddStaffForm(ActionForm):
    """Somebody joins the staff."""

    email = forms.EmailField(
        label=_("E-mail address of their account"),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    role = forms.ChoiceField(label=_("Role"), choices=StaffRole.choices)
