"""Saying whether an article helped, and why not."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.help.models import Article, Voice
from klucznik.help.voices import browser_at


@transaction.atomic
def give_voice(
    actor: User | None,
    article: Article,
    *,
    visitor: str,
    language: str,
    helpful: bool,
    reason: str = "",
    words: str = "",
) -> Voice:
    """One voice for each person, or for each browser of somebody not signed in; the last word counts.

    What was said in this browser before its person signed in becomes theirs, and is not counted beside it; what is
    said in it after they signed out takes the place of theirs.
    """
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    said = {
        "language": language,
        "helpful": helpful,
        "reason": "" if helpful else reason,
        "words": "" if helpful else words,
        "at": clock.now(),
    }
    browser = browser_at(article, visitor)
    if actor is None:
        Voice.objects.filter(article=article, browser=browser).exclude(browser="").delete()
        voice, _made = Voice.objects.update_or_create(
            article=article, visitor=visitor, defaults=said
        )
        return voice
    said["browser"] = browser
    voice, _made = Voice.objects.update_or_create(article=article, person=actor, defaults=said)
    if visitor:
        Voice.objects.filter(article=article, visitor=visitor).delete()
    return voice
