"""What the demonstration asks: whose pretend signature is wanted and under which file, and what an e-mail answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError
from klucznik.core.forms import ActionForm, LineField, LinesField
from klucznik.declarations.files import MOST_BYTES, AcceptedFile, inspect
from klucznik.demo.errors import NotAPdf


class SignFileForm(ActionForm):
    """A PDF and the name of who signs it."""

    file = forms.FileField(
        label=_("File to sign (PDF)"), widget=forms.FileInput(attrs={"accept": ".pdf"})
    )
    name = LineField(label=_("Who signs"), help_text=_("First name and last name."), max_length=60)

    def clean_file(self) -> AcceptedFile:
        """Only what the portal would take is signed."""
        sent = self.cleaned_data["file"]
        try:
            accepted = inspect(sent.read(MOST_BYTES + 1), name=sent.name)
            if accepted.kind != "pdf":
                raise NotAPdf
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return accepted


class ReplyForm(ActionForm):
    """What the reader of a message writes back by e-mail."""

    text = LinesField(
        label=_("Reply by e-mail"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
