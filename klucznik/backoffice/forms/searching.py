"""What the staff look for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.backoffice.queries.cases import Which
from klucznik.backoffice.queries.mail import Delivery
from klucznik.core.text import clean_line
from klucznik.declarations.models import Kind, State


class SearchForm(forms.Form):
    """One field that finds things; whatever is typed, the page answers."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.SearchInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    @property
    def text(self) -> str:
        return clean_line(self.cleaned_data.get("q", "")) if self.is_valid() else ""


class CompanySearchForm(SearchForm):
    """Finds a customer."""


class TicketSearchForm(SearchForm):
    """Finds tickets by number, subject, person and company."""


class MailSearchForm(SearchForm):
    """Finds messages by address, subject and state."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *Delivery.choices]
    )

    @property
    def delivery(self) -> str:
        return self.cleaned_data.get("state", "") if self.is_valid() else ""


class CaseFilterForm(forms.Form):
    """Narrows all cases down."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), *[one for one in State.choices if one[0] != State.DRAFT]],
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *Kind.choices]
    )

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that are set; a wrong one filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class QueueFilterForm(forms.Form):
    """Narrows the queue down to a kind of letter, or to what is late, taken up, an appeal."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *Kind.choices]
    )
    which = forms.ChoiceField(
        label=pgettext_lazy("cases", "Only"),
        required=False,
        choices=[("", _("all")), *Which.choices],
    )

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that are set; a wrong one filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
