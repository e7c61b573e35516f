"""A product of Alfa that people may ask for, and what they ask."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from django.core import mail
from django.test import Client

from klucznik.catalog.models import Product
from klucznik.members.actions.access_requests import ask_for_access
from klucznik.members.models import AccessRequest, ProductAccess
from tests.cast import Cast

SignIn = Callable[..., Client]
Deliver = Callable[[], None]
CODE = "subiekt-123"
ROUNDS, AT_ONCE = (50, 40) if os.environ.get("KLUCZNIK_DEEP") else (5, 8)


def ask(cast: Cast, product: Product, **more: Any) -> AccessRequest:
    return ask_for_access(cast.bogna, cast.alfa, product=product, **more)


def holders(product: Product) -> set[str]:
    active = ProductAccess.objects.active().filter(product=product)
    return set(active.values_list("membership__user__first_name", flat=True))


def letters_to(address: str) -> list[Any]:
    return [letter for letter in mail.outbox if address in letter.to]
