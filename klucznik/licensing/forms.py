"""How the list of products is narrowed, and what is looked for in it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.core.forms import LineField


class LicenseFilter(forms.Form):
    """Which licenses to show; a wrong filter shows all."""

    STATES = [
        ("", _("all")),
        ("current", _("current")),
        ("attention", _("need attention")),
        ("ended", _("ended")),
    ]

    state = forms.ChoiceField(label=_("Show"), choices=STATES, required=False)
    product = forms.SlugField(required=False)
    name = LineField(max_length=80, required=False)

    @property
    def wanted(self) -> dict[str, str]:
        """What queries.narrowed() takes."""
        given = self.cleaned_data if self.is_valid() else {}
        return {
            "state": given.get("state", ""),
            "product": given.get("product", ""),
            "words": given.get("name", ""),
        }


class LicenseSearch(forms.Form):
    """The name of a product or the whole number of a license."""

    words = LineField(max_length=80, required=False)
