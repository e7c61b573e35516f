"""The mail log, and work that was given up."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from klucznik.companies.models import Company
from klucznik.jobs.models import Job
from klucznik.mail.models import SentEmail
from klucznik.mail.rendering import render


class Delivery(TextChoices):
    """How the delivery of a message went."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    BOUNCED = "bounced", _("bounced")
    GIVEN_UP = "given_up", _("given up")
    PORTAL = "portal", _("in the portal only")


def letters() -> QuerySet[Any]:
    """All messages, each with whether its delivery was given up."""
    key = Concat(Value("mail:"), Cast(OuterRef("pk"), CharField()))
    dead = Job.objects.filter(dedupe_key=key, failed_at__isnull=False)
    return SentEmail.objects.select_related("company", "wording").annotate(given_up=Exists(dead))


def letters_of(company: Company) -> QuerySet[Any]:
    return letters().filter(company=company)


def find_letters(text: str, delivery: str) -> QuerySet[Any]:
    """Messages by (the beginning of) an address or a word of the subject, and by their state."""
    found = letters()
    if text:
        found = found.filter(Q(address__istartswith=text) | Q(subject__icontains=text))
    match delivery:
        case Delivery.WAITING:
            return found.filter(sent_at=None, bounced_at=None, given_up=False, by_email=True)
        case Delivery.SENT:
            return found.filter(sent_at__isnull=False, bounced_at=None)
        case Delivery.BOUNCED:
            return found.filter(bounced_at__isnull=False)
        case Delivery.GIVEN_UP:
            return found.filter(sent_at=None, bounced_at=None, given_up=True)
        case Delivery.PORTAL:
            return found.filter(by_email=False)
        case _:
            return found


def failed_work() -> list[dict[str, Any]]:
    """Work that was given up, by its task: how much, since when, and the last reason."""
    dead = Job.objects.filter(failed_at__isnull=False, done_at=None).values("task")
    told = dead.annotate(count=Count("pk"), since=Min("failed_at"), error=Max("last_error"))
    return [dict(row) for row in told.order_by("task")]


def waiting_work() -> list[dict[str, Any]]:
    """Work that did not go through yet and is tried again by itself, by its task, with the last reason."""
    open_ones = Job.objects.filter(done_at=None, failed_at=None).exclude(last_error="")
    told = open_ones.values("task").annotate(
        count=Count("pk"), since=Min("created_at"), again=Min("next_at"), error=Max("last_error")
    )
    return [dict(row) for row in told.order_by("task")]


def text_of(letter: SentEmail) -> tuple[str, str]:
    """Subject and text without secrets: as they were sent, or as they will be."""
    if letter.words:
        return letter.subject, letter.words
    written = render(letter, with_secrets=False)
    return written.subject, written.text
