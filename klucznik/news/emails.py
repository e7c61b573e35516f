"""Letters about notices: one to a person, in batches, to everybody whom the notice concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.jobs.queue import enqueue
from klucznik.mail.links import mail_link
from klucznik.mail.sending import send_to_each
from klucznik.news import states
from klucznik.news.audience import to_write_to
from klucznik.news.models import Mailing, Notice, Progress
from klucznik.news.parts import names_of
from klucznik.news.rendering import html_in_letter
from klucznik.news.tokens import unsubscribe_token
from klucznik.news.wording import effect, hours

FOLDER: Final = "news/emails"
BATCH: Final = 500
Words = dict[str, Any]


@mail_link("news_unsubscribe")
def unsubscribe_link(person: int) -> str:
    return reverse("news:unsubscribe", args=[unsubscribe_token(User.objects.get(pk=person))])


@on(Kind.NOTICE_PUBLISHED)
def notice_published(event: Event) -> None:
    """What staff want to tell by e-mail; changed terms in any case, and to everybody whom they concern."""
    notice = about(event)
    if notice.kind == states.Kind.TERMS:
        begin(event, notice, "terms_changed")
    elif event.facts["by_email"]:
        begin(event, notice, "notice_published")


@on(Kind.NOTICE_CONTINUED, Kind.NOTICE_MOVED, Kind.NOTICE_ENDED, Kind.NOTICE_WITHDRAWN)
def notice_went_on(event: Event) -> None:
    """The message is called as the event."""
    if event.facts["by_email"]:
        begin(event, about(event), event.kind.replace(".", "_"))


def about(event: Event) -> Notice:
    """The notice that an event tells of."""
    return Notice.objects.get(pk=event.subject_id or 0)


def begin(event: Event, notice: Notice, message: str) -> None:
    """One round of letters for an event, however often its delivery is tried."""
    chosen = {"notice": notice, "message": f"{FOLDER}/{message}"}
    mailing, is_new = Mailing.objects.get_or_create(event=event, defaults=chosen)
    if is_new:
        write_next(mailing)


def write_next(mailing: Mailing) -> None:
    """Queue the batch that follows the mark."""
    enqueue(
        "news.write", dedupe_key=f"news.write:{mailing.pk}:{mailing.reached}", mailing=mailing.pk
    )


@transaction.atomic
def write_batch(mailing: Mailing) -> None:
    """The next people of the list, the new mark and the work that follows, in one commit under the row's lock."""
    locked = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if locked.done_at is not None:
        return
    notice = Notice.objects.get(pk=locked.notice_id)
    is_void = notice.withdrawn_at is not None and not locked.message.endswith("notice_withdrawn")
    following = to_write_to(notice).filter(pk__gt=locked.reached).order_by("pk")
    people = [] if is_void else list(following[:BATCH])
    if people:
        links = None if locked.message.endswith("terms_changed") else _stop_link
        words = words_of(notice, locked.event)
        locked.count += send_to_each(
            locked.message, people, event=locked.event, words=words, links=links
        )
        locked.reached = people[-1].pk
        write_next(locked)
    else:
        locked.done_at = clock.now()
    locked.save()


def words_of(notice: Notice, event: Event) -> Callable[[str], Words]:
    """What a letter about this event says, by the language of its reader."""
    progress = Progress.objects.filter(pk=event.facts.get("progress")).first()

    def in_language(language: str) -> Words:
        with translation.override(language):
            return _of_notice(notice, language) | _of_progress(progress, language) | _before(event)

    return in_language


def _of_notice(notice: Notice, language: str) -> Words:
    is_lasting = notice.kind in states.LASTING
    return {
        "kind": notice.kind,
        "title": notice.title,
        "hours": hours(notice.times.begins_at, notice.ends_at) if is_lasting else "",
        "starts_on": notice.starts_at if notice.kind == states.Kind.TERMS else None,
        "effect": effect(notice.current_impact, names_of(notice.services)) if is_lasting else "",
        "html": html_in_letter(notice, language),
        "address_of_notice": settings.PUBLIC_URL + notice.get_absolute_url(),
    }


def _of_progress(progress: Progress | None, language: str) -> Words:
    words = progress.words if progress else {}
    return {"words": words.get(language) or words.get("pl") or ""}


def _before(event: Event) -> Words:
    """The hours that were announced before they changed."""
    was = [event.facts.get(name) for name in ("was_from", "was_to")]
    moments = [datetime.fromisoformat(one) if one else None for one in was]
    return {"hours_before": hours(*moments)}


def _stop_link(person: User) -> dict[str, tuple[str, int]]:
    return {"unsubscribe": ("news_unsubscribe", person.pk)}
