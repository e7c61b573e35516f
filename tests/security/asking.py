"""Ask an address as somebody, and read the answer as the tables write it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from tests.security.people import World, undone

LEADS = {
    "/account/sign-in/": "in",
    "/account/second-step/confirm/": "2nd",
    "/account/second-step/needed/": "2nd",
    "/account/confirm/": "pwd",
    "/staff/?": "ses",
}
# A browser never sends an empty form: the token is always in it.
EMPTY = {"csrfmiddlewaretoken": "empty"}


def ask(world: World, who: str, method: str, url: str, data: dict[str, Any] | None = None) -> Any:
    """One request in a fresh browser, of which nothing remains; a form is sent empty unless `data` is given."""
    with undone():
        browser = world.browser(who)
        if method != "POST":
            return browser.generic(method, url)
        if url.startswith("/api/"):
            return browser.post(url, data or {}, content_type="application/json")
        return browser.post(url, EMPTY if data is None else data)


def word(response: HttpResponse) -> str:
    if response.status_code == 302:
        for beginning, name in LEADS.items():
            if response["Location"].startswith(beginning):
                return name
    return str(response.status_code)
