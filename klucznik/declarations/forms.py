"""What a claimant sends, and what somebody who objects writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.fields import MailboxField
from klucznik.core.errors import DomainError
from klucznik.core.forms import ActionForm, LinesField, refused
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
            raise refused(refusal) from refusal

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


class AddedFilesForm(FilesForm):
    """Words, and files if there are any."""

    file = FilesField(
        label=_("Files"),
        help_text=_(
            "For example an extract from the register or a resolution: PDF, a photo or scan, up to 10 MB each. "
            "Do not send identity documents."
        ),
        required=False,
        widget=FilesInput(attrs={"accept": ACCEPT}),
    )

    def clean_file(self) -> list[AcceptedFile]:
        """No file is fine."""
        return super().clean_file() if any(self.cleaned_data["file"]) else []


class MoreForm(AddedFilesForm):
    """What an objector adds to an objection."""

    statement = LinesField(
        label=_("What else should we know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("statement", "file")

    def clean(self) -> dict[str, Any]:
        """Nothing at all is a slip."""
        given = super().clean() or {}
        if not self.errors and not given.get("statement") and not given.get("file"):
            raise forms.ValidationError(_("Write something, or choose a file."))
        return given


class AppealForm(AddedFilesForm):
    """Why the claimant does not agree with a rejection."""

    words = LinesField(
        label=_("Why do you not agree?"),
        max_length=2000,
        error_messages={"required": _("Write why you do not agree.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("words", "file")


class SignatoryForm(ActionForm):
    """Who else is asked to sign, and where they read mail."""

    name = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect)
    email = MailboxField(
        label=_("E-mail address"),
        help_text=_("Their own address, not yours. They need no account here."),
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in names]
        if len(names) == 1:
            field.initial = names[0]


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
