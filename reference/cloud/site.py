"""The application: which address shows what, to whom, and what becomes of an answer of the portal that says no."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from klucznik_client import Application, NotSignedIn, Refused, SignInOver, Unreachable
from reference.cloud import entrance_pages, pages
from reference.cloud.desk import Desk
from reference.cloud.notebook import Notebook
from reference.cloud.pages import Reader, link, message, page, start
from reference.cloud.places import places_of
from reference.cloud.products import PRODUCTS
from reference.cloud.sessions import COOKIE, IDLE, Session, Sessions
from reference.cloud.signing_in import Begun, ByCode, Entered, SignIn
from reference.cloud.visit import NotOpen, Visit
from reference.cloud.web import Request, Response, redirect
from reference.cloud.words import LANGUAGES

STYLE = Path(__file__).parent / "style.css"
LANGUAGE = "reference_cloud_language"
A_YEAR = 365 * 24 * 3600
ROUTES = [
    ("", "enter"),
    ("sign-in/", "sign_in"),
    ("sign-out/", "sign_out"),
    ("first/", "first"),
    (r"(?P<key>[A-Za-z0-9_-]{1,80})/", "documents"),
    (r"(?P<key>[A-Za-z0-9_-]{1,80})/export\.csv", "export"),
]


class Site:
    """A WSGI application. `sign_in` is the seam for another way to come in."""

    def __init__(
        self,
        portal: str,
        folder: Path,
        *,
        sign_in: SignIn | None = None,
        now: Callable[[], float] = time.time,
        hosts: Iterable[str] = (),
        **options: Any,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.address = portal.rstrip("/")
        self.sessions = Sessions(folder / "sessions.sqlite3", now)
        self.book = Notebook(folder / "notebook.sqlite3")
        self.way_in: SignIn = sign_in or ByCode(now)
        self.hosts = frozenset(hosts)
        self._portals = {
            (language, product.code): Application(
                portal, product.name, language=language, **options
            )
            for language in LANGUAGES
            for product in PRODUCTS.values()
        }

    def __call__(self, environ: Mapping[str, Any], start_response: Any) -> list[bytes]:
        request = Request.of(environ)
        response = self.answer(request)
        start_response(f"{response.status.value} {response.status.phrase}", response.all_headers)
        return [b"" if request.method == "HEAD" else response.body]

    def answer(self, request: Request) -> Response:
        if self.hosts and request.host not in self.hosts:
            return Response(b"Unknown host.", HTTPStatus.BAD_REQUEST, "text/plain")
        if request.path == "/favicon.ico":
            return Response(status=HTTPStatus.NO_CONTENT)
        if request.path == "/style.css":
            return Response(STYLE.read_bytes(), kind="text/css; charset=utf-8")
        if request.path == "/favicon.ico":
            return Response(b"", HTTPStatus.NO_CONTENT)
        session = self.sessions.of(request.cookies.get(COOKIE, ""))
        mark = self.sessions.form_mark(session)
        reader = Reader(_language(request), session.name, mark)
        response = self._found(request, session, reader)
        if all(name != "Set-Cookie" for name, _ in response.headers):
            response.remember(COOKIE, session.id, seconds=IDLE)
        if request.query.get("lang") in LANGUAGES:
            response.remember(LANGUAGE, reader.language, seconds=A_YEAR)
        return response

    def _found(self, request: Request, session: Session, reader: Reader) -> Response:
        if request.path == "/":
            return start(reader)
        _, code, rest = [*request.path.split("/", 2), "", ""][:3]
        product = PRODUCTS.get(code)
        for pattern, name in ROUTES if product else ():
            match = re.fullmatch(pattern, rest)
            if match and product and request.method in {"GET", "HEAD", "POST"}:
                portal = self._portals[reader.language, product.code]
                visit = Visit(request, session, reader, portal, product)
                return self._careful(visit, name, match.groupdict())
        home = link(reader.say("back"), "/")
        return message(reader, "not_found", home, status=HTTPStatus.NOT_FOUND)

    def _careful(self, visit: Visit, name: str, named: dict[str, str]) -> Response:
        """The view, with every refusal told in a sentence. A form that is not of this browser changes nothing."""
        reader, product = visit.reader, visit.product
        if visit.request.method == "POST" and not self.sessions.is_own_form(
            visit.session, visit.request.form.get("mark", "")
        ):
            back = link(reader.say("back"), visit.request.path)
            return message(reader, "stale", back, product=product, status=HTTPStatus.FORBIDDEN)
        try:
            return getattr(self, name)(visit, **named)
        except NotSignedIn:
            self.sessions.end(visit.session)
            return entrance_pages.entrance(replace(reader, name=""), product, has_ended=True)
        except NotOpen as shut:
            return shut.page
        except Unreachable:
            again = link(reader.say("try_again"), visit.request.path)
            status = HTTPStatus.SERVICE_UNAVAILABLE
            return message(reader, "unreachable", again, product=product, status=status)
        except Refused as refused:
            title, back = reader.say("refused_title"), link(reader.say("back"), visit.home)
            status = HTTPStatus.BAD_GATEWAY
            return page(
                reader, title, pages.lead(str(refused)), back, product=product, status=status
            )

    # --- coming in and going out

    def enter(self, visit: Visit) -> Response:
        """The choice of a company; whoever has one only is in it at once, unless they came to choose."""
        if not visit.session.is_signed_in:
            return entrance_pages.entrance(visit.reader, visit.product)
        query = visit.request.query
        places = places_of(
            visit.portal, visit.session.token, visit.product.code, query.get("after", "")
        )
        if places.only and places.only.documents and "choose" not in query:
            return redirect(f"{visit.home}{places.only.key}/")
        return entrance_pages.choice(visit.reader, visit.product, places, self.address)

    def sign_in(self, visit: Visit) -> Response:
        if visit.request.method == "POST":
            begun = self.way_in.begin(visit.portal)
            self.sessions.keep(replace(visit.session, waiting=begun.written()))
            return redirect(f"{visit.home}sign-in/" if begun.code else begun.address)
        waiting, is_asked = Begun.read(visit.session.waiting), "asked" in visit.request.query
        if waiting is None:
            return redirect(visit.home)
        if waiting.code and not is_asked:
            return entrance_pages.waiting(visit.reader, visit.product, waiting, is_asked=False)
        try:
            found = self.way_in.finish(visit.portal, waiting, visit.request.query)
        except SignInOver as over:
            self.sessions.keep(replace(visit.session, waiting=""))
            return entrance_pages.over(visit.reader, visit.product, over.code)
        if isinstance(found, Entered):
            entered = self.sessions.enter(visit.session, token=found.token, name=found.name)
            return redirect(visit.home).remember(COOKIE, entered.id, seconds=IDLE)
        self.sessions.keep(replace(visit.session, waiting=found.written()))
        return entrance_pages.waiting(visit.reader, visit.product, found, is_asked=is_asked)

    def sign_out(self, visit: Visit) -> Response:
        """Here and in the portal; without the portal at least here."""
        if visit.request.method == "POST" and visit.session.is_signed_in:
            self.sessions.end(visit.session)
            try:
                visit.portal.sign_out(visit.session.token)
            except Unreachable:
                return redirect(visit.home)
        return redirect(visit.home)

    def first(self, visit: Visit) -> Response:
        """Tax ID and license number: both are needed, and the answer never says whether they fit."""
        if visit.request.method != "POST":
            return entrance_pages.first(visit.reader, visit.product)
        typed = {name: visit.request.form.get(name, "").strip() for name in ("tax_id", "number")}
        if not all(typed.values()):
            wrong = visit.reader.say("first_needed")
            return entrance_pages.first(visit.reader, visit.product, typed, wrong)
        try:
            visit.portal.find_share(typed["tax_id"], typed["number"])
        except Refused as refused:
            return entrance_pages.first(visit.reader, visit.product, typed, str(refused))
        return entrance_pages.sent(visit.reader, visit.product)

    # --- documents

    def documents(self, visit: Visit, key: str) -> Response:
        desk = Desk.at(visit, self.book, key)
        return desk.add() if visit.request.method == "POST" else desk.show()

    def export(self, visit: Visit, key: str) -> Response:
        return Desk.at(visit, self.book, key).export()


def _language(request: Request) -> str:
    """As chosen on the page, else as chosen before, else as the browser asks; Polish comes first."""
    for wanted in (request.query.get("lang"), request.cookies.get(LANGUAGE)):
        if wanted in LANGUAGES:
            return str(wanted)
    asked = [part.strip()[:2].lower() for part in request.languages.split(",")]
    return next((one for one in asked if one in LANGUAGES), "pl")
