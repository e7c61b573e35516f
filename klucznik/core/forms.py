"""A form runs one action; a rule that says no becomes an error at the right field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError
from klucznik.core.helping import sentence
from klucznik.core.text import clean_line, clean_lines

Result = TypeVar("Result")
NOT_SAID = forms.Field.default_error_messages["required"]
WHAT_TO_DO = (
    (forms.ChoiceField, _("Choose one of these.")),
    (forms.FileField, _("Choose a file.")),
    (forms.DateField, _("Choose a day.")),
    (forms.BooleanField, _("Tick this to go on.")),
)


class LineField(forms.CharField):
    """One readable line, cleaned before anybody asks whether it is there, how long it is and what stands in it.

    Composing can make a text longer, and what is invisible can hide a link or be all there is.
    """

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class LinesField(forms.CharField):
    """Several readable lines, cleaned like one."""

    def to_python(self, value: Any) -> str:
        return clean_lines(super().to_python(value) or "")


class ActionForm(forms.Form):
    """A form whose success is an action's success."""

    required_css_class = "is-required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _say_what_to_do(field)

    def perform(
        self,
        action: Callable[..., Result],
        *who: Any,
        first: Callable[[], object] | None = None,
        **more: Any,
    ) -> Result | None:
        """Run `action(*who, **cleaned data)` when the input is good; None when it is not or a rule refused.

        `first` runs before, in commits of its own: what must survive a refusal (a counted try) belongs there.
        """
        if not self.is_bound or not self.is_valid():
            return None
        try:
            if first is not None:
                first()
            return action(*who, **self.cleaned_data, **more)
        except DomainError as refusal:
            self.refuse(refusal)
            return None

    def refuse(self, refusal: DomainError) -> None:
        """Show a rule's sentence at its field, or above the form when the field is not here."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, refused(refusal))


def _say_what_to_do(field: forms.Field) -> None:
    """Instead of Django's "This field is required", where the form has no words of its own."""
    if str(field.error_messages.get("required")) == str(NOT_SAID):
        words = (said for kind, said in WHAT_TO_DO if isinstance(field, kind))
        field.error_messages["required"] = next(words, _("Fill this in."))


def refused(refusal: DomainError) -> forms.ValidationError:
    """A rule's sentence as an error of a form, with the way to the article about it if there is one."""
    return forms.ValidationError(sentence(refusal, beside_form=True), code=refusal.code)


def offer(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """What may be chosen in a field, where that is known only when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def depend(form: forms.BaseForm, *names: str) -> None:
    """Fields that may be empty only beside something else: no page calls them optional."""
    for name in names:
        form.fields[name].depends = True  # type: ignore[attr-defined]  # our own mark, read by components/optional.html
