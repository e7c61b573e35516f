"""A picture or a file that staff add to an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError
from klucznik.core.forms import ActionForm
from klucznik.help.errors import FileTooLarge
from klucznik.help.files import ACCEPT, MOST_BYTES, FitFile, fit


class AttachmentForm(ActionForm):
    """Looked into before it is kept; its name becomes plain, so that a text can call it."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("PNG, JPEG, WebP, PDF, text, CSV, DOCX or ODT, up to 5 MB."),
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, count_try: Callable[[], None], **more: Any) -> None:
        super().__init__(*args, **more)
        self.count_try = count_try

    def clean_file(self) -> FitFile:
        """Looking into a file takes time, so tries are counted first."""
        file = self.cleaned_data["file"]
        try:
            self.count_try()
            if file.size > MOST_BYTES:
                raise FileTooLarge(limit=f"{MOST_BYTES >> 20} MB")
            return fit(file.read(), name=file.name)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
