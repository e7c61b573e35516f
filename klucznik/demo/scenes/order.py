"""When each scene takes place; they are told in files by subject and played in the order of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

Scene = Callable[[], None]
SCENES: list[tuple[timedelta, Scene]] = []


def scene(*, days_ago: float) -> Callable[[Scene], Scene]:
    """Declare a scene and when it takes place; two of one day are played as they stand in their file."""

    def register(play_it: Scene) -> Scene:
        SCENES.append((timedelta(days=days_ago), play_it))
        return play_it

    return register


def in_order_of_time() -> list[tuple[timedelta, Scene]]:
    """The earliest first."""
    return sorted(SCENES, key=lambda found: found[0], reverse=True)
