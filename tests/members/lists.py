"""Several people invited at once: a list typed or uploaded, what the preview keeps, and its button."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klucznik.catalog.models import Product
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of


def subiekt(cast: Cast, amount: int = 4) -> Product:
    product = factories.product(
        "subiekt-123", name="Subiekt 123", metric="users", needs_access=True
    )
    factories.license(cast.alfa, product=product, amount=amount)
    return product


def pasted(browser: Client, cast: Cast, addresses: str, **more: Any) -> str:
    typed = {"addresses": addresses, "role": "user"} | more
    return browser.post(page_of(cast.alfa, "members:invite_list"), typed).content.decode()


def uploaded(browser: Client, cast: Cast, data: bytes, name: str = "lista.csv") -> Any:
    file = SimpleUploadedFile(name, data, content_type="text/csv")
    return browser.post(page_of(cast.alfa, "members:invite_file"), {"file": file})


def kept(page: str) -> dict[str, Any]:
    """What the preview would send: the good lines, and the bad ones as they stand in their fields."""
    good = re.search(r'<textarea name="good"[^>]*>(.*?)</textarea>', page, re.S).group(1)
    lines = re.findall(r'name="line"[^>]*? value="([^"]*)"', page)
    return {"good": html.unescape(good), "line": [html.unescape(line) for line in lines]}


def sent(browser: Client, cast: Cast, page: str, **more: Any) -> str:
    answer = browser.post(page_of(cast.alfa, "members:send_list"), kept(page) | more, follow=True)
    return answer.content.decode()
