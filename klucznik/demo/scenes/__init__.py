"""What has happened to the cast before the first visitor comes: three months, played by our own actions."""

from __future__ import annotations

from datetime import timedelta

from klucznik.demo import clock
from klucznik.demo.passing import let_time_pass
from klucznik.demo.scenes import keys, people
from klucznik.demo.scenes.order import in_order_of_time
from klucznik.jobs import worker

__all__ = ["keys", "people", "play"]


def play() -> None:
    """Everything in order: the clock stands at each scene's day, and what follows from it happens there."""
    for before_today, play_it in in_order_of_time():
        clock.stand(before_today)
        let_time_pass()
        play_it()
        worker.drain()
    clock.stand(timedelta())
    let_time_pass()
