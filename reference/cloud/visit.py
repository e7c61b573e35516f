"""One request, with what is known about whoever made it."""

from __future__ import annotations

from dataclasses import dataclass

from klucznik_client import Application
from reference.cloud.pages import Reader
from reference.cloud.products import Product
from reference.cloud.sessions import Session
from reference.cloud.web import Request, Response


@dataclass(frozen=True)
class Visit:
    """The request, its session, its reader, and the portal to ask for them."""

    request: Request
    session: Session
    reader: Reader
    portal: Application
    product: Product

    @property
    def home(self) -> str:
        return f"/{self.product.code}/"


class NotOpen(Exception):
    """The documents stay closed; the page says why and what to do."""

    def __init__(self, page: Response) -> None:
        super().__init__("not open")
        self.page = page
