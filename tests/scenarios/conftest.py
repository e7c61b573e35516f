"""What the stories of the programs need: the sample catalog, a key that signs, and a vendor who issues licenses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser

from klucznik.catalog.loading import load_catalog
from klucznik.catalog.models import Product
from klucznik.core import clock
from klucznik.devices.api import pace
from klucznik.licensing.actions.issuing import issue_license
from klucznik.licensing.models import License
from klucznik_client import Client
from tests import factories
from tests.cast import Cast
from tests.scenarios import computers


@dataclass
class Shop:
    """The vendor's portal with its catalog; Anna is the customer."""

    cast: Cast
    folder: Path
    key: str
    anna: Browser

    def license(self, code: str, **fields: Any) -> License:
        """A license that the vendor issued to Alfa a moment ago."""
        product = Product.objects.select_related("line").get(code=code)
        fields.setdefault("amount", 2)
        fields.setdefault("valid_from", clock.today())
        return issue_license(
            self.cast.ewa, self.cast.alfa, product=product, by_staff=True, **fields
        )

    def install(self, code: str, **more: Any) -> Client:
        versions = Product.objects.get(code=code).versions
        more.setdefault("version", versions[-1].number if versions else "1.0")
        return computers.program(code, self.folder, key=self.key, **more)


@pytest.fixture
def shop(cast: Cast, tmp_path: Path, sign_in: Callable[..., Browser]) -> Shop:
    pace.BUCKETS.forget()
    load_catalog()
    key = factories.signing_key()
    factories.with_factor(cast.anna)
    return Shop(cast, tmp_path, key.public_key, sign_in(cast.anna, factor=True, language="pl"))
