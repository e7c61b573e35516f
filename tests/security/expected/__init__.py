"""Who may what, stated line by line: the answer of every address to everybody who may come.

`in`: first sign in. `2nd`: first confirm, or set up, the second step. `pwd`: first type the password again.
`ses`: first begin a staff session. Numbers are statuses: 302 leads on, 422 shows the form that was sent empty with its
errors. A line without an address belongs to the one above it. An address without a POST line takes no POST: whoever
sends one reads the page or gets 405 (test_changing_by_get.py shows that nothing changes).
"""

from __future__ import annotations

from tests.security.expected.account import ACCOUNT
from tests.security.expected.cases import CASES
from tests.security.expected.company import COMPANY
from tests.security.expected.offices import OFFICES
from tests.security.expected.staff import STAFF

__all__ = ["ACCOUNT", "CASES", "COMPANY", "OFFICES", "STAFF", "rows"]

# A deputy has no right until they step in: they get the answers of a user. The user of the cast has asked for rights
# already and the deputy has not, so there they get the answers of somebody associated.
ASKED_ALREADY = {
    ("GET", "companies/<company>/recovery/request/"),
    ("POST", "companies/<company>/recovery/request/"),
    ("POST", "companies/<company>/recovery/request/withdraw/"),
    ("POST", "companies/<company>/access/<product>/"),
}


def rows(table: str) -> list[tuple[str, str, dict[str, str]]]:
    """Method, address and the answer to each person."""
    head, *lines = table.strip("\n").splitlines()
    people, route, found = head.split(), "", []
    for line in lines:
        method, *more = line.split()
        route = more.pop(0) if len(more) > len(people) else route
        answers = dict(zip(people, more, strict=True))
        if table in (COMPANY, OFFICES):
            same = "associated" if (method, route) in ASKED_ALREADY else "user"
            answers["deputy"] = answers[same]
        found.append((method, "" if route == "(home)" else route, answers))
    return found
