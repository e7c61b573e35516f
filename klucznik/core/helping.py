"""The way from a refusal, or from a page, to the article about it: made of names alone; no table is asked."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from klucznik.core.errors import DomainError


def article_url(key: str) -> str:
    """The address of an article, whether it is there or not."""
    return reverse("help:article", args=[key])


def article_link(key: str, *, beside_form: bool = False) -> SafeString:
    """ "Read what to do"; beside a form it does not take away what was typed."""
    context = {"key": key, "url": article_url(key), "beside_form": beside_form}
    return render_to_string("components/help_link.html", context)


def sentence(refusal: DomainError, *, beside_form: bool = False) -> str:
    """What a rule says, for a page: its sentence, and the link to the article about it if it names one."""
    if not refusal.article:
        return str(refusal)
    link = article_link(refusal.article, beside_form=beside_form)
    return format_html("{} {}", str(refusal), link)


def article_for_programs(refusal: DomainError) -> dict[str, str]:
    """The same for a program: a whole address that it can show, or nothing."""
    if not refusal.article:
        return {}
    return {"help": f"{settings.PUBLIC_URL.rstrip('/')}{article_url(refusal.article)}"}


def here_url(page: str) -> str:
    """The articles that fit a page of the portal, named as in the URL configuration; all of help without a name."""
    query = f"?{urlencode({'page': page}, safe=':')}" if page else ""
    return f"{reverse('help:here')}{query}"
