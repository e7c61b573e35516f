"""Asking for the removal of a lost second step, as its owner does it."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import FactorLoss, User
from klucznik.jobs import worker
from tests.accounts.people import begin

LOST, FINISH = "account_factor_lost", "account_factor_lost_finish"


def asked(client: Client, user: User) -> FactorLoss:
    """The password was right; the removal is asked for on the page."""
    begin(client, user)
    client.post(reverse(LOST), {})
    worker.drain()
    return FactorLoss.objects.get(user=user, stopped_at=None)
