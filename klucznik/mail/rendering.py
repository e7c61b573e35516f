"""Turn a message into subject, HTML and text, in its recipient's language."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from klucznik.core.typesetting import bound_names, one_stop
from klucznik.core.vendor import vendor
from klucznik.mail.links import HEADERS, HIDDEN_WORD, PLACEHOLDER, is_word, path_of, word_of
from klucznik.mail.models import SentEmail, unpack
from klucznik.mail.plain import plain


@dataclass(frozen=True)
class Letter:
    """A rendered message."""

    subject: str
    text: str
    html: str
    # Where one click ends messages of this topic (RFC 8058), for those that have such a link.
    unsubscribe: str = ""


def render(email: SentEmail, *, with_secrets: bool) -> Letter:
    """Render a row; without secrets, links that let somebody in read as a placeholder."""
    with translation.override(email.language):
        context = unpack(email.whole) | {
            name: _secret(purpose, key) if with_secrets else _stand_in(purpose)
            for name, (purpose, key) in email.links.items()
        }
        context |= {
            "vendor": vendor(),
            "site": settings.PUBLIC_URL,
            "address": email.address,
            "language": email.language,
            "topic": email.topic if email.recipient_id else "",
            # The copy that the portal keeps: what the portal shows at another place need not stand there.
            "is_copy": not with_secrets,
        }
        folder = email.message
        escaped = render_to_string(f"{folder}/subject.txt", context | {"plain_text": True})
        # A subject is plain text: "Alfa & Syn", not "Alfa &amp; Syn".
        subject = " ".join(unescape(escaped).split())
        whole = render_to_string(f"{folder}/body.html", context | {"subject": subject})
        html = bound_names(one_stop(whole))
    stop = str(context.get("unsubscribe", "")) if with_secrets else ""
    return Letter(f"[{vendor().mail_prefix}] {subject}", plain(html), html, stop)


def headers(email: SentEmail) -> dict[str, str]:
    """Headers beside the usual ones that the links of this message name; an empty word makes none."""
    named = [(HEADERS[name], link) for name, link in email.links.items() if name in HEADERS]
    found = {header: word_of(*link) for header, link in named}
    return {header: word for header, word in found.items() if word}


def _secret(purpose: str, key: int) -> str:
    if is_word(purpose):
        return word_of(purpose, key)
    return settings.PUBLIC_URL + path_of(purpose, key)


def _stand_in(purpose: str) -> str:
    return HIDDEN_WORD if is_word(purpose) else PLACEHOLDER
