"""Whatever is written into an article, nothing but the few elements of articles reaches a page."""

from __future__ import annotations

import contextlib
import json
import os
import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klucznik.catalog.models import Category
from klucznik.core import clock
from klucznik.help.entries import Words
from klucznik.help.errors import UnfitFile
from klucznik.help.facts import facts
from klucznik.help.files import fit, plain_name
from klucznik.help.models import Article, Attachment, Revision, Text
from klucznik.help.reading import read_folder
from klucznik.help.rendering import Known, Rendered, render
from klucznik.help.rendering.known import File
from tests.help.safe import wrong_in

DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
FILES = {
    "a.png": File("a.png", "/help/files/x/a.png", True),
    "b.pdf": File("b.pdf", "/help/files/y/b.pdf", False),
    '"><script>.png': File("s", "/help/files/z/%22%3E%3Cscript%3E.png", True),
}
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!-- x -->",
    "<?php x ?>",
    "<![CDATA[x]]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    '[x](https://a.pl/"onmouseover=alert(1)//)',
    "[x](<https://a.pl/ onclick=x>)",
    "[x](https://u:p@evil.example/)",
    "[x](https:evil)",
    "[x](mailto:a@b.pl?body=<script>)",
    "[x](article:one)",
    "[x](article:one'onclick=x)",
    "[x](page:members:members)",
    "[x](page:backoffice:start)",
    "[x](page:../../x)",
    "[x](file:b.pdf)",
    "[x](file:../../etc/passwd)",
    "![x](file:a.png)",
    '![" onerror="alert(1)](file:a.png)',
    '![x](<file:"><script>.png>)',
    "![x](https://tracker.example/a.gif)",
    "![](file:a.png)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<https://a.pl/'>",
    "[a]: javascript:alert(1)\n\n[a]",
    "```html\n<script>\n```",
    "## <b onclick=x>",
    "## content\n\n## content",
    "1. a\n2. b\n\n> **Uwaga.** c\n> 1. d",
    "| a |\n|---|\n| <script> |",
    "{vendor} {support_email} {nothing} {",
    "[x](mailto:{support_email})",
    "&lt;script&gt; &#60;script&#62; &quot;",
    "\\<script>",
    "> **Uwaga.",
    "***",
    "\x00\u202e\ufeff",
]
PIECES = st.one_of(
    st.sampled_from(ATTACKS),
    st.sampled_from(
        [
            "\n",
            "\n\n",
            "    ",
            "> ",
            "- ",
            "1. ",
            "**",
            "_",
            "`",
            "[",
            "](",
            ")",
            "|",
            "<",
            ">",
            "#",
            "# ",
        ]
    ),
    st.text(max_size=12),
)
BODIES = st.lists(PIECES, max_size=30).map("".join)
FACTS = st.dictionaries(
    st.sampled_from(["vendor", "support_email"]), st.sampled_from([*ATTACKS, "a@b.pl", ""])
)


@settings(
    max_examples=20_000 if DEEP else 150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(body=BODIES, own=FACTS, language=st.sampled_from(["pl", "en"]))
def test_nothing_foreign_reaches_a_page(body: str, own: dict[str, str], language: str) -> None:
    known = Known(frozenset({"one", "two"}), FILES, facts() | own)

    rendered = render(body, language=language, known=known)

    assert wrong_in(rendered.html) == [], rendered.html
    assert all(heading["id"] for heading in rendered.headings)


@pytest.mark.parametrize("attack", ATTACKS)
def test_known_attacks_are_harmless(attack: str) -> None:
    known = Known(frozenset({"one"}), FILES, facts())

    assert wrong_in(render(attack, language="pl", known=known).html) == []


class Page(HTMLParser):
    """What could run on a whole page, the portal's own scripts left out."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = tag == "script" and not (given.get("src") or "").startswith("/static/")
        if foreign or tag in {"iframe", "object", "embed", "base", "style"}:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            is_address = name in {"href", "src", "action", "formaction"}
            leads_away = is_address and re.match(
                r"\s*(javascript|data|vbscript):", value or "", re.I
            )
            if name.startswith("on") or name == "style" or leads_away:
                self.wrong.append(f"{name}={value!r}")


WORDS = st.lists(st.sampled_from(ATTACKS) | st.text(max_size=8), max_size=3).map("".join)


@pytest.mark.django_db
@settings(max_examples=500 if DEEP else 20, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=WORDS, summary=WORDS, keyword=WORDS, body=BODIES, name=WORDS, data=st.data())
def test_front_matter_and_files_cannot_run_either(
    client, tmp_path, title, summary, keyword, body, name, data
):
    front = {"title": title or "x", "summary": summary or "x", "keywords": [keyword or "x"]}
    lines = [f"{key} = {json.dumps(value)}" for key, value in front.items()]
    file = "\n".join(["+++", "number = 9", 'category = "safety"', *lines, "+++", body])
    (tmp_path / "attack.pl.md").write_text(file, encoding="utf-8", errors="replace")
    read = read_folder(tmp_path, []).get("attack")
    if read is None:
        return  # told to the operator, shown to nobody
    words = read.words["pl"]
    kind = data.draw(st.sampled_from(["txt", "csv", "svg", "html", "png"]))
    with contextlib.suppress(UnfitFile):
        name = fit(f"<script>{name}</script>".encode(), name=f"{name}.{kind}").name

    shown = render(words.body, language="pl", known=Known(frozenset({"attack"}), FILES, facts()))
    put_on_page("attack", words, shown, name)
    answers = [
        client.get(address) for address in ("/help/attack/", "/help/", "/help/categories/safety/")
    ]

    for answer in answers:
        page = Page()
        page.feed(answer.content.decode())
        assert answer.status_code == 200
        assert page.wrong == []


def put_on_page(key: str, words: Words, shown: Rendered, file: str) -> None:
    """As publishing would, also with what it refuses."""
    category, _ = Category.objects.get_or_create(
        code="safety", defaults={"names": {"pl": words.title}}
    )
    article, _ = Article.objects.get_or_create(key=key, number=9, category=category)
    said = {"title": words.title, "summary": words.summary}
    kept = {"html": shown.html, "headings": shown.headings, "plain": shown.plain}
    revision = Revision.objects.create(
        article=article,
        language="pl",
        number=article.revisions.count() + 1,
        body=words.body,
        published_at=clock.now(),
        **said,
    )
    Text.objects.update_or_create(
        article=article, language="pl", defaults=said | kept | {"revision": revision}
    )
    article.attachments.filter(removed_at=None).update(removed_at=clock.now())
    Attachment.objects.create(
        article=article,
        name=plain_name(file, "txt"),
        media_type="text/plain",
        size=1,
        sha256="0" * 64,
        data=b"x",
    )
