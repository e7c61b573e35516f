"""Which mailboxes a person has proved to be theirs: with this account, or with one that was merged into it."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.accounts.models import User


def proved_by(user: User) -> set[str]:
    """In lower case; an address that only waits for its confirmation is nobody's."""
    own = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    merged = [one for path in settings.MERGED_ADDRESSES for one in import_string(path)(user)]
    return {address.lower() for address in (*own, *merged)}
