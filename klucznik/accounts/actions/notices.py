"""What a person does with the messages the portal wrote to them: reads them, chooses which come by e-mail."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.mail.models import SentEmail, TopicChoice
from klucznik.mail.topics import Topic


@transaction.atomic
def mark_all_read(actor: User) -> int:
    """Every message so far is read; how many were not."""
    return SentEmail.objects.filter(recipient=actor, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def choose_topics(actor: User, *, topics: Iterable[Topic]) -> User:
    """These topics come by e-mail, too; the others wait in the portal. A preference, so no event."""
    User.objects.select_for_update().get(pk=actor.pk)
    wanted = set(topics)
    for topic in Topic:
        if topic == Topic.SECURITY:
            continue
        TopicChoice.objects.update_or_create(
            user=actor, topic=topic, defaults={"by_email": topic in wanted}
        )
    return actor
