"""What a claimant sends, and what somebody who objects writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError
from klucznik.core.forms import ActionForm, LinesField
from klucznik.declarations.errors import FileTooLarge, TooManyFiles
from klucznik.declarations.files import ACCEPT, MOST_BYTES, AcceptedFile, inspect
from klucznik.declarations.scanning import scan

MOST_AT_ONCE = 5


class FilesInput(forms.ClearableFileInput):
    """A chooser of several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several uploaded files."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        single = super().clean
        chosen = data if isinstance(data, (list, tuple)) else [data]
        return [single(one, initial) for one in chosen] if chosen else [single(None, initial)]


class FilesForm(ActionForm):
    """Signed declarations, scans and powers of attorney; each is looked into before it is kept."""

    file = FilesField(
        label=_("Signed declaration"),
        help_text=_(
            "PDF, a photo or scan (JPEG, PNG, HEIC) or a file with an electronic signature, up to 10 MB each. "
            "Do not send identity documents."
        ),
        error_messages={"required": _("Choose a file.")},
        widget=FilesInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, count_try: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count_try = count_try

    def clean_file(self) -> list[AcceptedFile]:
        """Looking into a file takes time, so tries are counted first."""
        try:
            self.count_try()
            return self._inspected(self.cleaned_data["file"])
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal

    def _inspected(self, files: list[Any]) -> list[AcceptedFile]:
        if len(files) > MOST_AT_ONCE:
            raise TooManyFiles(limit=MOST_AT_ONCE)
        accepted = []
        for file in files:
            if file.size > MOST_BYTES:
                raise FileTooLarge(limit=f"{MOST_BYTES >> 20} MB")
            data = file.read()
            scan(data)
            accepted.append(inspect(data, name=file.name))
        return accepted


class ConfirmForm(ActionForm):
    """Nothing to fill in: the button is the decision."""


class AnswerForm(ActionForm):
    """The answer to a question of the reviewers, besides the files."""

    answer = LinesField(
        label=_("A word to the reviewers"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ObjectionForm(ActionForm):
    """Why somebody objects; they need not say."""

    statement = LinesField(
        label=_("What should we know?"),
        help_text=_(
            "You do not have to write anything. If you can, say who you are and why you object."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
