"""Argon2id with OWASP's parameters: 19 MiB, two passes, one lane."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Django's default of 100 MiB and eight lanes would let a few sign-ins use up a small server (OWASP's advice)."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
