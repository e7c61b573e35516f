"""A license file leaves the portal."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing.files_of_licenses import registration_file
from klucznik.licensing.models import License


@transaction.atomic
def fetch_registration_file(actor: User, license: License) -> str:
    """Sign the file of a registered license for whoever registers a program with it. Count it first."""
    text = registration_file(license)
    record(
        Kind.LICENSE_FILE_FETCHED,
        actor=actor,
        company=license.company,
        subject=license,
        product=license.product.name,
    )
    return text
