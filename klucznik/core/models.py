"""Two abstract models, and never more: an opaque public id, and a time of creation."""

from __future__ import annotations

import secrets

from django.db import models

ALPHABET = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letters that read like digits
)
# Each random byte stands for one letter: 256 is a multiple of 32, so all letters are equally likely.
_LETTERS = bytes(ord(ALPHABET[byte % 32]) for byte in range(256))


def new_public_id() -> str:
    """An opaque identifier for addresses: 16 characters, 80 random bits."""
    return secrets.token_bytes(16).translate(_LETTERS).decode()


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
