"""What a reader does: puts a notice away, and ends letters of news."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.mail.models import TopicChoice
from klucznik.mail.topics import Topic
from klucznik.news.models import Notice, PutAway


def put_away(actor: User, notice: Notice) -> PutAway:
    """The person does not want to see it on their pages any more; it stays readable among the news."""
    return PutAway.objects.get_or_create(notice=notice, person=actor)[0]


@transaction.atomic
def end_letters(person: User) -> TopicChoice:
    """No more news by e-mail; the link in the letter proves whose wish it is. A preference, so no event."""
    User.objects.select_for_update().get(pk=person.pk)
    choice = {"by_email": False}
    return TopicChoice.objects.update_or_create(user=person, topic=Topic.NEWS, defaults=choice)[0]
