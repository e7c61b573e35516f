"""How the administrators of a company are told about a license, and the words that only a message itself carries."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.core.text import clean_line
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.licensing.numbers import activation_code
from klucznik.licensing.recipients import address_of, administrators
from klucznik.licensing.registrations import to_do
from klucznik.mail.links import mail_word
from klucznik.mail.sending import Address, send

# What a message carries besides its sentences.
CARRIED = {
    "license_issued": "license_number",
    "app_activated": "license_number",
    "trial_started": "license_number",
    "activation_code": "activation_code",
}


@mail_word("license_number")
def license_number(key: int) -> str:
    """The whole number; the copy that the portal keeps does not show it."""
    return License.objects.get(pk=key).number


@mail_word("activation_code")
def code_of_license(key: int) -> str:
    """The code that holds now: a message that waited long carries no old one."""
    license = License.objects.get(pk=key)
    return activation_code(license.public_id, license.code_nonce)


def license_of(event: Event) -> License:
    return License.objects.told().select_related("company").get(pk=event.subject_id or 0)


def tell_administrators(message: str, event: Event, license: License, **facts: Any) -> int:
    """To everybody who sees license numbers, also whoever acted: it may not have been them. Returns how many."""
    people = administrators(license.company)
    for person in people:
        _send(message, event, license, person, facts)
    return len(people)


def tell_company(message: str, event: Event, license: License, **facts: Any) -> None:
    """The same; a company without any administrator is told at its own address how to make an account."""
    if tell_administrators(message, event, license, **facts):
        return
    if email := address_of(license.company):
        more = {"is_strange": True, "sign_up_path": reverse("account_signup")}
        _send(message, event, license, Address(email), facts | more)


def _send(message: str, event: Event, license: License, to: Any, facts: dict[str, Any]) -> None:
    carried = CARRIED.get(message.rpartition("/")[2])
    links = {"secret": (carried, license.pk)} if carried else {}
    send(message, to=to, event=event, links=links, **told(event, license), **facts)


def told(event: Event, license: License) -> dict[str, Any]:
    """What every message about a license says: what, whose, who did it, and what is to do now."""
    company = license.company
    by_person = event.actor is not None and not event.by_staff
    return {
        "product": license.product.name,
        "company_name": clean_line(company.name),
        "company_tax_id": company.tax_id_display,
        "actor": event.actor.display_name if event.actor and by_person else "",
        "masked": license.number_masked,
        "valid_to": license.valid_to,
        "path": license.get_absolute_url(),
        "todo": to_do(license).value,
    }
