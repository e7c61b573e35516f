"""What a person may type or tick to invite others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.fields import MailboxField
from klucznik.companies.models import Company, Role
from klucznik.core import clock
from klucznik.core.forms import ActionForm, refused
from klucznik.members.errors.invitations import FileTooBig
from klucznik.members.forms.choices import ProductsField, RoleField
from klucznik.members.reading import MOST_BYTES, MOST_LINES


class UntilField(forms.DateField):
    """The last day of the offered place, if it is to have one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Until when"),
            required=False,
            help_text=_(
                "The last day of this person’s place in the company. Leave it empty for a place without an end."
            ),
            error_messages={"invalid": _("Write the day as 2027-12-31 or 31.12.2027.")},
            input_formats=["%Y-%m-%d", "%d.%m.%Y"],
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "class": "input--medium"}
            ),
            **options,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"autocomplete": "off"}


class InvitationForm(ActionForm):
    """What is offered: a role, products, and until when."""

    role = RoleField(initial=Role.USER.value)
    products = ProductsField()
    until = UntilField()

    def __init__(self, *args: Any, company: Company, roles: Iterable[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, company, roles)

    @property
    def asks_for_global_role(self) -> bool:
        return bool(self.data.get("role") == Role.GLOBAL_ADMINISTRATOR)


class InviteForm(InvitationForm):
    """The whole invitation, with the address."""

    email = MailboxField(
        help_text=_("The invitation can be accepted only by somebody who has this mailbox."),
    )
    field_order = ("email", "role", "products", "until")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].widget.attrs["autocomplete"] = "off"


class SeveralForm(InvitationForm):
    """Many addresses, one offer."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_(
            "One in each line, or separated by commas or semicolons. "
            "You can paste them with names: Anna Nowak &lt;anna@company.com&gt;."
        ),
        error_messages={"required": _("Type at least one address.")},
        max_length=MOST_LINES * 400,
        widget=forms.Textarea(
            attrs={
                "rows": 8,
                "autocapitalize": "none",
                "spellcheck": "false",
                "autocomplete": "off",
            }
        ),
    )
    field_order = ("addresses", "role", "products", "until")


class ListFileForm(ActionForm):
    """A list of people from a spreadsheet."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "Columns: e-mail, role, products, until; the separator can be a semicolon, a comma or a tab. "
            "At most 500 people and 256 kB."
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


class AddressForm(ActionForm):
    """The corrected address of an invitation."""

    email = MailboxField(label=_("Corrected address"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].widget.attrs["autocomplete"] = "off"


def offer(form: InvitationForm, company: Company, roles: Iterable[Role]) -> None:
    """Offer what there is; a company without products to open shows no ticks."""
    role: RoleField = form.fields["role"]  # type: ignore[assignment]
    products: ProductsField = form.fields["products"]  # type: ignore[assignment]
    role.offer(roles)
    products.offer(company)
    if not products.places:
        del form.fields["products"]
    attrs = form.fields["until"].widget.attrs
    attrs["min"] = str(clock.today() + timedelta(days=1))
