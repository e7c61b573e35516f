"""How the list of products is narrowed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class LicenseFilter(forms.Form):
    """Which licenses to show."""

    STATES = [("", _("all")), ("current", _("current")), ("ended", _("ended"))]

    state = forms.ChoiceField(label=_("Show"), choices=STATES, required=False)
    product = forms.SlugField(required=False)
