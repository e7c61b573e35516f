"""Who is told that licenses end: the administrators of the company, or its own address, in one message a day."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.models import License
from klucznik.licensing.recipients import address_of, administrators
from klucznik.mail.sending import Address, send


@on(Kind.LICENSE_ENDING_TOLD)
def licenses_end(event: Event) -> None:
    """The first event of the day carries all licenses; what was extended or passed on meanwhile is left out."""
    company = event.company
    assert company is not None
    keys = event.facts["together"]
    rows = License.objects.told().select_related("company").filter(pk__in=keys, company=company)
    ending = [row for row in rows.order_by("valid_to", "pk") if _still_ends(row)]
    if not ending:
        return
    people: list[User | Address] = [*administrators(company)]
    if not people and (address := address_of(company)):
        people = [Address(address)]
    for person in people:
        send(
            "licensing/emails/licenses_end",
            to=person,
            event=event,
            company_name=clean_line(company.name),
            company_tax_id=company.tax_id_display,
            licenses=[_row(license) for license in ending],
            only=ending[0].product.name if len(ending) == 1 else "",
            day=ending[0].valid_to,
            count=len(ending),
            path=reverse("licensing:calendar", args=[company.public_id]),
            is_strange=isinstance(person, Address),
            sign_up_path=reverse("account_signup"),
        )


def _still_ends(license: License) -> bool:
    return license.valid_to is not None and license.valid_to == license.ending_told_for


def _row(license: License) -> dict[str, Any]:
    """What stands in the list: product, number without its middle, last day, and what comes after it."""
    facts = facts_of(license)
    rules = license.product.rules
    return {
        "product": license.product.name,
        "masked": license.number_masked,
        "last": license.valid_to,
        "grace_to": facts.grace_to if rules.grace_days and not facts.is_trial else None,
        "at_end": "read_only" if facts.is_trial else rules.at_end,
        "path": license.get_absolute_url(),
    }
