"""Help articles for the tests of those who write them."""

from __future__ import annotations

from typing import Any

from klucznik.accounts.models import User
from klucznik.catalog.models import Category
from klucznik.help.actions.publishing import publish, save_draft
from klucznik.help.drafts import head, mark_of, words_of
from klucznik.help.models import Article, Attachment, Revision
from tests import factories

BODY = "Otwórz stronę i wpisz adres.\n\n1. Otwórz stronę.\n2. Wpisz adres.\n"


def category(code: str = "account") -> Category:
    found, _ = Category.objects.get_or_create(
        code=code, defaults={"names": {"pl": "Konto", "en": "Account"}}
    )
    return found


def article(key: str = "create-account", number: int = 101, **fields: Any) -> Article:
    """A subject without words."""
    return Article.objects.create(key=key, number=number, category=category(), **fields)


def drafted(of: Article, language: str = "pl", *, by: User | None = None, **words: Any) -> Revision:
    """A draft of it."""
    given = {
        "title": "Jak założyć konto",
        "summary": "Zakładasz konto.",
        "keywords": ["rejestracja"],
    }
    given |= {"body": BODY, "note": ""}
    return save_draft(by or factories.person(), of, language, **(given | words))


def published(
    of: Article, language: str = "pl", *, by: User | None = None, **words: Any
) -> Revision:
    """Words that readers see."""
    revision = drafted(of, language, by=by, **words)
    publish(by, revision)
    revision.refresh_from_db()
    return revision


def typed(of: Article, language: str = "pl", **words: Any) -> dict[str, Any]:
    """What a writer sends who has read what is there now."""
    read = words_of(head(of, language))
    given = read | {"keywords": ", ".join(read["keywords"]), "note": "", "base": mark_of(read)}
    return given | words


def things_written() -> dict[str, str]:
    """Parts of addresses: an article with one published revision in Polish, and a file of it."""
    made = article()
    published(made)
    file = Attachment.objects.create(
        article=made,
        name="wzor.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        data=b"x",
    )
    return {"article": made.key, "language": "pl", "attachment": file.public_id}
