"""Signing a person out: everywhere at once, by a new nonce in the fingerprint of every session."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.core import tokens


def end_all(user: User) -> None:
    """Every session of this person ends now; who acts themselves keeps theirs by `update_session_auth_hash`."""
    user.session_nonce = tokens.new_nonce()
    User.objects.filter(pk=user.pk).update(session_nonce=user.session_nonce)
