"""Our answers to django-allauth's questions."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in as we want it."""


class MFAAdapter(DefaultMFAAdapter):
    """Second steps as we want them."""
