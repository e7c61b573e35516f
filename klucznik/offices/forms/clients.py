"""What a person of an office types about clients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product
from klucznik.core.forms import ActionForm, LineField, refused
from klucznik.core.text import no_link
from klucznik.members.errors.invitations import FileTooBig
from klucznik.offices.clients_file import MOST_BYTES, Line, sheet, typed
from klucznik.offices.limits import MOST_NAME
from klucznik.offices.models import Client


class ProgramField(forms.ModelChoiceField):  # type: ignore[type-arg] # generic only in its stubs
    """The office's product under which a client is registered; the only one is no question."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Product.objects.none(),
            to_field_name="code",
            empty_label=None,
            label=_("Program"),
            error_messages={
                "required": _("Choose the program."),
                "invalid_choice": _("Choose the program."),
            },
            **options,
        )

    def offer(self, programs: Sequence[Product]) -> None:
        self.queryset = Product.objects.filter(pk__in=[one.pk for one in programs])
        if len(programs) == 1:
            self.widget = forms.HiddenInput()
            self.initial = programs[0].code


class ProgramForm(ActionForm):
    """Something for one of the programs with which the office registers clients."""

    program = ProgramField()

    def __init__(self, *args: Any, programs: Sequence[Product], **options: Any) -> None:
        super().__init__(*args, **options)
        field: ProgramField = self.fields["program"]  # type: ignore[assignment]
        field.offer(programs)
        self.only_program = programs[0] if len(programs) == 1 else None


class NameField(LineField):
    """The name of a client, as mails and lists carry it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Name of the client"),
            max_length=MOST_NAME,
            validators=[no_link],
            error_messages={"required": _("Enter the name of the client.")},
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            **options,
        )


class RegisterForm(ProgramForm):
    """A client whose tax ID was checked on the page before."""

    name = NameField()
    field_order = ("program", "name")
    # Where the name comes from, if nobody typed it: the official register, or a program that works for the firm.
    is_from_register = False
    seen: Client | None = None


class RenameForm(ActionForm):
    """Another name for the same tax ID."""

    name = NameField()


class ClientsFileForm(ProgramForm):
    """A list of clients from a spreadsheet."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "Columns: NIP or VATIN, name; the separator can be a semicolon, a comma or a tab. "
            "The first line may name the columns. At most 1,000 clients."
        ),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def clean_file(self) -> bytes:
        """The bytes, when they are few enough to be read at all."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise refused(FileTooBig(most=MOST_BYTES >> 10))
        return bytes(file.read())


class LinesForm(ProgramForm):
    """What comes back from the preview: the good lines as they were, the others as they were corrected."""

    good = forms.CharField(required=False, max_length=MOST_BYTES, widget=forms.HiddenInput)
    lines = forms.CharField(required=False, max_length=MOST_BYTES, widget=forms.Textarea)


class ConfirmForm(ActionForm):
    """Nothing to type: the button does it."""


def lines_of_file(*, program: Product, file: bytes) -> tuple[Product, list[Line]]:
    """The program, and the lines of the file as they were written."""
    return program, sheet(file)


def lines_kept(*, program: Product, good: str, lines: str) -> tuple[Product, list[Line]]:
    """The program, and all lines again."""
    return program, typed(f"{good}\n{lines}")
