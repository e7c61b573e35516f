"""What a person of an office types to share an application: the client's data, the address, the first day."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.fields import MailboxField
from klucznik.companies.forms import AddressLinesForm, DayField
from klucznik.core import clock
from klucznik.core.forms import ActionForm, refused
from klucznik.licensing.models import License
from klucznik.offices.errors.sharing import AddressOfTheOffice
from klucznik.offices.limits import shares_of
from klucznik.offices.models import Client
from klucznik.offices.sharing import LATEST_START, is_of_office, licenses_for

DATA = ("name", "street", "postcode", "city")


class LicenseField(forms.ModelChoiceField):  # type: ignore[type-arg] # generic only in its stubs
    """Which license of the office; the only one is no question."""

    def __init__(self) -> None:
        super().__init__(
            queryset=License.objects.none(),
            to_field_name="public_id",
            empty_label=None,
            label=_("License"),
            error_messages={
                "required": _("Choose the license."),
                "invalid_choice": _("Choose the license."),
            },
        )

    def offer(self, licenses: list[License]) -> None:
        self.queryset = License.objects.filter(pk__in=[one.pk for one in licenses])
        self.widget.choices = [(one.public_id, label_of(one)) for one in licenses]
        if len(licenses) == 1:
            self.initial = licenses[0].public_id


def label_of(license: License) -> str:
    """The license, and how much of it is used."""
    places = shares_of(license)
    used = _("%(used)s of %(most)s shares used") % {"used": places.used, "most": places.most}
    return f"{license.number_masked} · {used}"


class ShareForm(AddressLinesForm):
    """All that a share is made of. Each step of the way shows some fields and carries the others along."""

    field_order = ("license", *DATA)
    license = LicenseField()
    email = MailboxField(
        label=_("E-mail of the client"),
        help_text=_("The invitation goes here: whoever has this mailbox decides for the client."),
        error_messages={"required": _("Type the e-mail address of the client.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"),
        help_text=_("The e-mails about the invitation come in this language."),
        choices=settings.LANGUAGES,
        error_messages={"required": _("Choose the language.")},
    )
    starts_on = DayField(
        label=_("First day"),
        help_text=_("From this day the client works in the application."),
        error_messages={"required": _("Choose the first day.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input--medium"}),
    )

    def __init__(self, *args: Any, client: Client, **options: Any) -> None:
        super().__init__(*args, **options)
        self.client, licenses = client, licenses_for(client)
        chosen: LicenseField = self.fields["license"]  # type: ignore[assignment]
        chosen.offer(licenses)
        self.is_one_license = len(licenses) == 1
        day, today = self.fields["starts_on"], clock.today()
        day.initial = today
        day.widget.attrs |= {"min": str(today), "max": str(today + LATEST_START)}
        for known in (*DATA, "email"):  # what the browser knows is the office's own
            self.fields[known].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        """Told at once, not after the summary: nobody of the office is invited in place of the client."""
        email: str = self.cleaned_data["email"]
        if is_of_office(self.client, email):
            raise refused(AddressOfTheOffice())
        return email

    def show(self, *names: str) -> Self:
        """These fields are seen, the others go along unseen; the only license is no question."""
        for name, field in self.fields.items():
            if name not in names or (name == "license" and self.is_one_license):
                field.widget = forms.HiddenInput()
        return self

    @property
    def is_wrong_about_data(self) -> bool:
        """Whether the first step has to be gone through again."""
        return self.is_bound and bool(set(self.errors) - {"email", "__all__"})

    @property
    def is_wrong_about_address(self) -> bool:
        return self.is_bound and set(self.errors) == {"email"}


class AddressForm(ActionForm):
    """The address to which the invitation goes instead."""

    email = MailboxField(
        label=_("Corrected address"), error_messages={"required": _("Type the corrected address.")}
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].widget.attrs["autocomplete"] = "off"


class WithdrawForm(AddressForm):
    """Where the invitation waits again after the acceptance was taken back; the wrong address is not offered."""

    def __init__(self, *args: Any, wrong: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = _("To which address the invitation goes now")
        self.fields["email"].help_text = _(
            "The wrong person came from %(email)s. Type it again only if somebody else has that mailbox now."
        ) % {"email": wrong}
