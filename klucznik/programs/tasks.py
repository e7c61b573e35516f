"""What time does to programs: dead codes and tokens that ended long ago are forgotten."""

from __future__ import annotations

from klucznik.jobs.queue import every
from klucznik.programs import actions


@every(hours=1)
def forget_what_is_over() -> None:
    actions.forget_what_is_over(None)
