"""What staff type about an article, as values: other articles, pages of the portal, keywords, Markdown."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import URLResolver, get_resolver
from django.utils.translation import gettext as _

from klucznik.core.text import INVISIBLE, clean_line
from klucznik.help.models import Article

MOST_KEYWORDS = 30
LONGEST_KEYWORD = 60
MOST_RELATED = 8
MOST_PAGES = 20
# Their pages are not for readers.
NOT_FOR_READERS = {"backoffice", "demo", "api-1.0.0", "erp"}


class ListField(forms.Field):
    """Several short values in one field, with commas or on lines of their own."""

    separator = ", "

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        parts = (clean_line(part) for part in re.split(r"[,;\n]", str(value or "")))
        return list(dict.fromkeys(part for part in parts if part))

    def prepare_value(self, value: Any) -> Any:
        return self.separator.join(value) if isinstance(value, list) else value


class KeywordsField(ListField):
    """Other words under which people look for an article."""

    def to_python(self, value: Any) -> list[str]:
        words: list[str] = super().to_python(value)
        if len(words) > MOST_KEYWORDS:
            raise ValidationError(
                _("At most %(most)s keywords; these are %(count)s.")
                % {"most": MOST_KEYWORDS, "count": len(words)}
            )
        for word in words:
            if len(word) > LONGEST_KEYWORD:
                raise ValidationError(
                    _("“%(word)s…” is too long for a keyword.") % {"word": word[:30]}
                )
        return words


class RelatedField(ListField):
    """Other articles, by number or address."""

    def to_python(self, value: Any) -> list[Article]:
        names: list[str] = super().to_python(value)
        if len(names) > MOST_RELATED:
            raise ValidationError(_("At most %(most)s related articles.") % {"most": MOST_RELATED})
        known = {one.key: one for one in Article.objects.filter(key__in=names)}
        numbers = [int(name) for name in names if re.fullmatch(r"[0-9]{1,7}", name)]
        known |= {str(one.number): one for one in Article.objects.filter(number__in=numbers)}
        unknown = [name for name in names if name not in known]
        if unknown:
            raise ValidationError(
                _("There is no article “%(name)s”. Write its number or its address.")
                % {"name": unknown[0][:80]}
            )
        return list(dict.fromkeys(known[name] for name in names))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            value = [one.key if isinstance(one, Article) else str(one) for one in value]
        return super().prepare_value(value)


class PagesField(ListField):
    """Names of pages whose help panel offers the article, the most fitting first."""

    separator = "\n"

    def to_python(self, value: Any) -> list[str]:
        names: list[str] = super().to_python(value)
        if len(names) > MOST_PAGES:
            raise ValidationError(_("At most %(most)s pages.") % {"most": MOST_PAGES})
        for name in names:
            if not is_page(name):
                raise ValidationError(
                    _("There is no page “%(name)s”. Write names like members:invite or members:*.")
                    % {"name": name[:80]}
                )
        return names


def is_page(name: str) -> bool:
    """Whether the portal has such a page for readers, or such a group of pages (`members:*`)."""
    group, _colon, page = name.rpartition(":")
    if group in NOT_FOR_READERS:
        return False
    resolver: URLResolver = get_resolver()
    if group:
        if group not in resolver.namespace_dict:
            return False
        resolver = resolver.namespace_dict[group][1]
    return (page == "*" and bool(group)) or page in resolver.reverse_dict


class MarkdownField(forms.CharField):
    """A text of many lines: signs that nobody sees are dropped, the rest stays as it was typed."""

    def __init__(self, **more: Any) -> None:
        super().__init__(strip=False, **more)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
        kept = (c for c in text if c == "\n" or unicodedata.category(c) not in INVISIBLE)
        text = "".join(kept).strip("\n")
        return f"{text}\n" if text.strip() else ""
