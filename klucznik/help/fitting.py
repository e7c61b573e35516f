"""Which articles fit a page of the portal: those that name it, then its part, then what its part falls back on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from klucznik.help.models import Article, Text
from klucznik.help.queries import readable

MOST: Final = 6
# With fewer than these, what the part of the portal falls back on is offered, too.
ENOUGH: Final = 3
EVERYWHERE: Final = ("cannot-sign-in", "connect-company", "my-products", "contact-us")
# Keys of articles for pages that no article names, by how the name of the page begins; the longest beginning wins.
FALLBACK: Final[Mapping[str, Sequence[str]]] = {
    "home": ("connect-company", "accept-invitation", "my-products"),
    "account_": ("sessions-and-devices", "change-email", "new-password"),
    "account_activate": ("activate-account", "cannot-sign-in"),
    "account_add_passkey": ("passkeys",),
    "account_add_security_key": ("passkeys",),
    "account_agreements": ("delete-account", "take-out"),
    "account_change_password": ("new-password",),
    "account_confirm_address": ("change-email", "lost-mailbox"),
    "account_delete": ("delete-account", "deleted-account-back", "take-out"),
    "account_email": ("activate-account", "create-account"),
    "account_factor": ("lost-second-step", "second-step"),
    "account_inactive": ("cannot-sign-in", "contact-us"),
    "account_leaving": ("deleted-account-back", "delete-account"),
    "account_login": ("cannot-sign-in", "create-account", "new-password"),
    "account_logout": ("sessions-and-devices",),
    "account_not_me": ("sessions-and-devices", "new-password"),
    "account_notice": ("notifications",),
    "account_passkey": ("passkeys",),
    "account_re": ("cannot-sign-in", "new-password"),
    "account_reauthenticate": ("new-password", "second-step"),
    "account_resend": ("activate-account", "cannot-sign-in"),
    "account_signup": ("create-account", "activate-account"),
    "account_take_out": ("take-out",),
    "account_terms": ("delete-account", "take-out"),
    "account_unconfirmed": ("activate-account", "cannot-sign-in"),
    "access:": ("no-rights", "my-products"),
    "backoffice:": ("contact-us", "news-and-status"),
    "companies:": ("connect-company", "company-data", "history"),
    "declarations:": ("declaration", "waiting-and-objections", "recover-rights"),
    "devices:": ("free-device", "new-computer", "offline-computer"),
    "document": ("delete-account", "take-out"),
    "factor_": ("second-step", "passkeys"),
    "figures:": ("waiting-and-objections", "recover-rights"),
    "first_administrator:": ("recover-rights", "create-account"),
    "invitations:": ("accept-invitation", "create-account"),
    "letters": ("recover-rights", "lost-mailbox", "owner-death"),
    "licensing:": ("my-products", "register-license", "license-number"),
    "members:": ("add-users", "roles", "no-rights"),
    "mfa_": ("second-step", "passkeys", "lost-second-step"),
    "offices:": ("office-clients", "office-share"),
    "program": ("program-sign-in",),
    "recovery:": ("recover-rights", "request", "declaration"),
    "served:": ("office-invitation", "office-ends"),
    "shares:": ("office-invitation", "create-account"),
    "transactions:": ("purchases",),
}


def fitting(page: str, *, language: str) -> list[Text]:
    """The articles for a page by its name, the most fitting first, in this language where there is one."""
    keys = order(page, _naming(page))
    if len(keys) < ENOUGH:
        keys += [key for key in fallback(page) if key not in keys]
    found = {text.article.key: text for text in readable(language).filter(article__key__in=keys)}
    return [found[key] for key in keys if key in found][:MOST]


def order(page: str, named: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Keys of the articles that name this page, then of those that name its part; earlier in their list goes first."""
    part = wildcard(page)
    ranks: dict[str, tuple[bool, int]] = {}
    for key, pages in named:
        if page in pages:
            ranks[key] = (False, pages.index(page))
        elif part and part in pages:
            ranks[key] = (True, pages.index(part))
    return sorted(ranks, key=lambda key: ranks[key])


def wildcard(page: str) -> str:
    """How an article names all pages of a part; empty where the name has none."""
    part, colon, _ = page.rpartition(":")
    return f"{part}:*" if colon else ""


def fallback(page: str) -> Sequence[str]:
    """What is offered on pages that no article names."""
    beginnings = [begins for begins in FALLBACK if page.startswith(begins)]
    return FALLBACK[max(beginnings, key=len)] if beginnings else EVERYWHERE


def _naming(page: str) -> list[tuple[str, list[str]]]:
    """Articles in whose list this page or its part may stand; both databases read the list as text alike."""
    wanted = Q(listed__contains=f'"{page}"')
    if part := wildcard(page):
        wanted |= Q(listed__contains=f'"{part}"')
    named = Article.objects.published().annotate(listed=Cast("pages", TextField())).filter(wanted)
    return list(named.order_by("number").values_list("key", "pages"))
