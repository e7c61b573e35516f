"""Accepting a new version of the vendor's texts, and telling of one ahead."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from klucznik.accounts.consents import versions_in_force
from klucznik.accounts.errors import TextsChangedAgain
from klucznik.accounts.models import Announcement, Consent, User
from klucznik.core.documents import Document
from klucznik.events.kinds import Kind
from klucznik.events.recording import record

KINDS = {"terms": Kind.ACCOUNT_TERMS_ACCEPTED, "privacy": Kind.ACCOUNT_PRIVACY_ACCEPTED}


@transaction.atomic
def accept_texts(actor: User, *, accepted: Iterable[Document]) -> User:
    """Accept the versions in force, exactly those that lay before the person. Twice is the same as once."""
    user = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    current = versions_in_force()
    for text in accepted:
        if current.get(text.kind) != text.version:
            raise TextsChangedAgain
        _consent, new = Consent.objects.get_or_create(
            user=user,
            document=text.kind,
            version=text.version,
            defaults={"language": text.language},
        )
        if new:
            record(KINDS[text.kind], actor=user, person=user, version=text.version)
    return user


@transaction.atomic
def announce(person: User, versions: Iterable[tuple[str, str]]) -> list[str]:
    """Note that a person is told of coming versions; the kinds that nobody had told them of yet."""
    return [
        kind
        for kind, version in versions
        if Announcement.objects.get_or_create(user=person, document=kind, version=version)[1]
    ]
