"""What has happened to the cast before the first visitor comes: three months, played by our own actions."""

from __future__ import annotations

from datetime import timedelta

from klucznik.core import clock as the_clock
from klucznik.demo import clock
from klucznik.demo.passing import let_time_pass, live_through
from klucznik.demo.scenes import computers, help, keys, licenses, offices, people
from klucznik.demo.scenes.order import in_order_of_time
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail

__all__ = ["computers", "help", "keys", "licenses", "offices", "people", "play"]


def play() -> None:
    """Everything in order: the clock stands at each scene's day, and what follows from it happens there."""
    stood = None
    for before_today, play_it in in_order_of_time():
        if before_today != stood:
            clock.stand(before_today)
            live_through()
            stood = before_today
        play_it()
        worker.drain()
        date_letters()
    clock.stand(timedelta())
    let_time_pass()
    date_letters()


def date_letters() -> None:
    """Messages carry the time of the server; those of this scene get the time of the scene."""
    newest = SentEmail.objects.filter(created_at__gt=the_clock.now())
    newest.update(created_at=the_clock.now())
