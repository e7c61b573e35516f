"""Two abstract models, and never more: an opaque public id, and a time of creation."""

from __future__ import annotations

import secrets

from django.db import models

ALPHABET = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letters that read like digits
)


def new_public_id() -> str:
    """An opaque identifier for addresses: 16 characters, 80 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


class PublicIdModel(models.Model):
    """A thing that has an address; its integer key stays inside."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)

    class Meta:
        abstract = True


class TimestampedModel(models.Model):
    """A thing that remembers when its row was made (real time; rules use the clock's own fields)."""

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
