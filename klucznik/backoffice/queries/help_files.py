"""Pictures and files of an article, how its text calls them, and where readers see them now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from klucznik.help.models import Article, Attachment
from klucznik.help.rendering.known import address_of


@dataclass(frozen=True)
class File:
    """One of them; `used` names the published texts that show it or lead to it."""

    attachment: Attachment
    used: list[str]

    @property
    def call(self) -> str:
        """The line for the text; its words are still to be written."""
        kept = self.attachment
        words, sign = (_("what it shows"), "!") if kept.is_picture else (_("words"), "")
        return f"{sign}[{words}](file:{kept.name})"

    @property
    def call_id(self) -> str:
        return f"call-{self.attachment.public_id}"


def files_of(article: Article) -> list[File]:
    """What the article has now, by name."""
    rows = article.attachments.filter(removed_at=None).select_related("added_by").defer("data")
    texts = list(article.texts.order_by("-language"))
    labels = {"pl": _("Polish text"), "en": _("English text")}
    return [
        File(row, [labels[one.language] for one in texts if address_of(row) in one.html])
        for row in rows.order_by("name")
    ]
