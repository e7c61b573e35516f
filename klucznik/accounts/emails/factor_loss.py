"""Messages about a lost second step: to every confirmed address of the person, each with the link that stops it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.accounts.emails.safety import tell_about_safety
from klucznik.accounts.lost_factors import secret_of
from klucznik.accounts.models import FactorLoss
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link


@mail_link("factor_loss")
def stopping_path(key: int) -> str:
    """Shows the case, and stops it by one press; lets nobody in."""
    return reverse("account_factor_loss_stop", args=[secret_of(FactorLoss.objects.get(pk=key))])


@on(Kind.FACTOR_LOSS_ASKED)
def loss_asked(event: Event) -> None:
    _tell(event, "factor_loss_asked")


@on(Kind.FACTOR_LOSS_REMINDED)
def loss_reminded(event: Event) -> None:
    """Half of the wait is over, or it ends within a day."""
    _tell(event, "factor_loss_reminded")


@on(Kind.FACTOR_LOSS_STOPPED)
def loss_stopped(event: Event) -> None:
    _tell(event, "factor_loss_stopped", how=event.facts["how"])


@on(Kind.FACTOR_LOSS_FINISHED)
def loss_finished(event: Event) -> None:
    _tell(event, "factor_loss_finished")


def _tell(event: Event, message: str, **more: Any) -> None:
    """Whoever took one mailbox has not taken them all."""
    loss = FactorLoss.objects.get(pk=event.subject_id or 0)
    links = {"stop_link": ("factor_loss", loss.pk)} if loss.is_open else {}
    given = {"due": loss.due_at, "until": loss.expires_at, "asked": loss.asked_at}
    tell_about_safety(message, event, links=links, **given, **more)
