"""A form with one field of each sort, for the style guide only."""

from __future__ import annotations

from typing import Any

from django import forms

from klucznik.core.paging import Page


class SampleForm(forms.Form):
    """What a person may meet in a form; the words are Polish, like everything on that page."""

    tax_id = forms.CharField(
        label="NIP lub VATIN",
        help_text="Możesz wpisać z kreskami, spacjami albo z przedrostkiem PL.",
        widget=forms.TextInput(attrs={"class": "input--medium", "data-behaviour": "nip"}),
    )
    secret = forms.CharField(
        label="Hasło", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    role = forms.ChoiceField(
        label="Rola",
        choices=[("user", "użytkownik"), ("administrator", "administrator firmy")],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label="Powód",
        choices=[("", "Wybierz"), ("unreadable", "skan jest nieczytelny")],
        required=False,
    )
    scan = forms.FileField(
        label="Podpisane oświadczenie",
        help_text="PDF, JPG lub PNG, do 10 MB.",
        required=False,
    )
    note = forms.CharField(label="Uwagi", required=False, widget=forms.Textarea)
    accept = forms.BooleanField(label="Oświadczam, że mogę działać w imieniu tej firmy.")


def untouched() -> SampleForm:
    return SampleForm(auto_id="new_%s")


def refused() -> SampleForm:
    """The same form after somebody sent nonsense."""
    form = SampleForm({"tax_id": "876-317-06-68"}, auto_id="refused_%s")
    form.add_error(
        "tax_id",
        "W NIP-ie jest błąd: ostatnia cyfra nie pasuje do pozostałych. Sprawdź go na fakturze.",
    )
    return form


def middle_page() -> Page[Any]:
    """A page of a long list with others before and after it."""
    return Page(rows=[], next="sample", first=False)
