"""Small acts: one button, one person."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from klucznik.backoffice.models import StaffRole
from klucznik.core.forms import ActionForm


class ActForm(ActionForm):
    """One button: nothing to type, but a rule may say no."""


class AddStaffForm(ActionForm):
    """Somebody joins the staff."""

    email = forms.EmailField(
        label=_("E-mail address of their account"),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    role = forms.ChoiceField(label=_("Role"), choices=StaffRole.choices)


class ImportForm(ActionForm):
    """A file of the ERP."""

    MOST_BYTES: ClassVar[int] = 50 * 1024 * 1024

    kind = forms.ChoiceField(
        label=_("What the file holds"),
        choices=[
            ("companies", _("Companies")),
            ("licenses", _("Licenses")),
            ("transactions", _("Transactions")),
        ],
    )
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("With a header row, up to 50 MB. Import larger files on the server."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    only_check = forms.BooleanField(
        label=_("Only check, store nothing"), required=False, initial=True
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > self.MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 50 MB. Import it on the server: klucznik import."),
                code="too_large",
            )
        return file
