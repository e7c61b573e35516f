"""Speaking JSON with the API of offices, as a program does for somebody."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client as Browser

from klucznik.companies.models import Company
from klucznik.licensing.models import License
from klucznik.offices.models import Client
from tests import factories
from tests.devices.programs import Program
from tests.offices import factory

API = "/api/v1"


def clients_of(office: Company, client: Client | None = None, more: str = "") -> str:
    """The address of an office's clients, or of one of them."""
    one = f"/{client.public_id}" if client else ""
    return f"{API}/companies/{office.public_id}/clients{one}{more}"


def send(browser: Browser, path: str, **body: Any) -> Any:
    return browser.post(path, json.dumps(body), content_type="application/json")


def books_of(office: Company) -> License:
    return License.objects.get(company=office, product=factory.books())


def program_on(license: License, **fields: Any) -> Program:
    """A program that was activated on the license."""
    machine = factories.machine()
    made = factories.activation(license, machine, **fields)
    return Program(product=license.product.code, machine=machine, secret=made.secret)


def entity(browser: Browser, *licenses: License | str, **asked: Any) -> Any:
    """Ask for the registration of the entity for which a program works."""
    numbers = [one if isinstance(one, str) else one.number for one in licenses]
    body = {
        "numbers": numbers,
        "tax_id": factories.tax_number(),
        "name": "Piekarnia Kłos",
        "choice": "client",
    }
    return send(browser, f"{API}/office-entities", **(body | asked))
