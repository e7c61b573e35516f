"""What several stories about the people of a company begin with."""

from __future__ import annotations

import pytest

from klucznik.catalog.models import Product
from tests import factories
from tests.cast import Cast
from tests.members.asking import CODE


@pytest.fixture
def product(cast: Cast) -> Product:
    """A product that people open by name; Alfa's license lets two of them in."""
    made = factories.product(CODE, name="Subiekt 123", metric="users", needs_access=True)
    factories.license(cast.alfa, product=made, amount=2)
    return made
