"""A form says what to do with an empty field, in words that fit the field."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.translation import override

from klucznik.core.forms import ActionForm, LineField


class Everything(ActionForm):
    """A field of each kind, and one with words of its own."""

    line = LineField()
    choice = forms.ChoiceField(choices=[("a", "A")])
    file = forms.FileField()
    day = forms.DateField()
    box = forms.BooleanField()
    own = forms.CharField(error_messages={"required": "Type the code."})


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("line", "Fill this in."),
        ("choice", "Choose one of these."),
        ("file", "Choose a file."),
        ("day", "Choose a day."),
        ("box", "Tick this to go on."),
        ("own", "Type the code."),
    ],
)
def test_an_empty_field_says_what_to_do(field: str, said: str) -> None:
    with override("en"):
        assert Everything(data={}).errors[field] == [said]
