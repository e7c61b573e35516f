"""The one way to a license that is going to change: its company locked first, then itself."""

from __future__ import annotations

from klucznik.companies.keys import lock_company
from klucznik.licensing.errors import NoSuchLicense, NotPossibleNow
from klucznik.licensing.life import Act, leads_to
from klucznik.licensing.models import License


def lock_license(license: License) -> License:
    """The license as it is now, locked until the end of the transaction, like its company."""
    company = lock_company(license.company)
    rows = License.objects.select_for_update(of=("self",)).select_related("product__line")
    found = rows.filter(pk=license.pk, company=company).first()
    if found is None:  # passed on to another company meanwhile
        raise NoSuchLicense
    found.company = company
    return found


def lead(license: License, act: Act, *changed: str) -> License:
    """Bring a locked license where the act leads; `changed` names what else was set on it."""
    state = leads_to(act, license.status)
    if state is None:
        raise NotPossibleNow(state=license.get_status_display())
    license.status = state
    license.save(update_fields=["status", *changed])
    return license
