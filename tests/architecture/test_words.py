"""Two vocabularies and their words: every kind of event, every permission, every e-mail, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template
from django.utils import translation

from klucznik.events.kinds import Kind
from klucznik.mail.models import SentEmail
from klucznik.mail.rendering import Letter, render
from tests.architecture.project import ROOT, modules, product_files
from tools import reference

KIND = re.compile(r"^[a-z_]+(\.[a-z_]+)+$")
PERMISSION = re.compile(r"^[a-z_-]+:[a-z_-]+$")


def in_language(language: str, words: Iterable[Any]) -> list[str]:
    with translation.override(language):
        return [str(word.label) for word in words]


def alike_in_both_languages(words: Iterable[Any]) -> list[str]:
    """Values whose English words have no Polish of their own, or that have no words at all."""
    listed = list(words)
    spoken = zip(listed, in_language("pl", listed), in_language("en", listed), strict=True)
    return [word.value for word, polish, english in spoken if not polish or polish == english]


def test_every_kind_has_a_sentence_in_both_languages():
    assert not alike_in_both_languages(Kind)


def test_kinds_are_named_noun_dot_past_participle():
    assert not [kind.value for kind in Kind if not KIND.match(kind.value)]


def sources() -> str:
    """All code of the product, without the two pages that list the words."""
    lists = {"kinds.py", "permissions.py"}
    return "\n".join(path.read_text() for path in modules() if path.name not in lists)


@pytest.mark.parametrize("vocabulary", reference.VOCABULARIES, ids=lambda words: words.title)
def test_every_permission_is_granted_to_some_role(vocabulary):
    granted = set().union(*vocabulary.grants().values())

    assert not [
        permission.name for permission in vocabulary.permissions() if permission not in granted
    ]


@pytest.mark.parametrize("vocabulary", reference.VOCABULARIES, ids=lambda words: words.title)
def test_every_permission_is_asked_for_by_a_door_a_rule_or_a_page(vocabulary):
    pages = "\n".join(path.read_text() for path in product_files(".html"))
    asked = set(re.findall(rf"\b{vocabulary.permission}\.([A-Z_]+)\b", sources()))
    shown = {name.upper() for name in re.findall(r"\bcan\.(\w+)", pages)}

    assert not sorted({permission.name for permission in vocabulary.permissions()} - asked - shown)


@pytest.mark.parametrize("vocabulary", reference.VOCABULARIES, ids=lambda words: words.title)
def test_every_permission_is_named_resource_colon_action(vocabulary):
    named = [permission.value for permission in vocabulary.permissions()]

    assert not [value for value in named if not PERMISSION.match(value)]


@pytest.mark.parametrize("vocabulary", reference.VOCABULARIES, ids=lambda words: words.title)
def test_every_permission_and_role_has_words_in_both_languages(vocabulary):
    assert not alike_in_both_languages([*vocabulary.permissions(), *vocabulary.roles()])


@pytest.mark.parametrize("page", reference.PAGES, ids=lambda page: page.path)
def test_generated_pages_of_the_documentation_are_current(page):
    assert (ROOT / page.path).read_text() == page.write(), "run bin/docs"


def messages():
    folders = {path.parent for path in product_files(".html", ".txt") if "emails" in path.parts}
    return sorted(folder for folder in folders if folder.parent.name == "emails")


def test_every_message_has_exactly_its_two_files():
    wrong = {
        folder.name: sorted(path.name for path in folder.iterdir())
        for folder in messages()
        if {path.name for path in folder.iterdir()} != {"subject.txt", "body.html"}
    }

    assert not wrong


@pytest.mark.parametrize(
    "folder", messages(), ids=lambda folder: f"{folder.parent.parent.name}/{folder.name}"
)
def test_every_message_is_one_line_of_subject_and_a_page_of_the_mail_frame(folder):
    subject, body = (folder / "subject.txt").read_text(), (folder / "body.html").read_text()

    assert len(subject.strip().splitlines()) == 1
    assert 'extends "mail/base.html"' in body
    assert "{% block content %}" in body
    assert "{% block reason %}" in body


def with_includes(source: str) -> str:
    """A template's text and that of the parts it includes."""
    parts = re.findall(r'{%\s*include "([^"]+)"', source)
    return source + "".join(with_includes(get_template(part).template.source) for part in parts)


def example(folder: Path) -> dict[str, Any]:
    """A value for every name that the templates mention, of the kind that they expect."""
    source = with_includes(
        (folder / "subject.txt").read_text() + (folder / "body.html").read_text()
    )
    tags = " ".join(re.findall(r"{[{%](.*?)[%}]}", source, re.DOTALL))

    def names(pattern: str, value: Any) -> dict[str, Any]:
        return dict.fromkeys(re.findall(pattern, tags), value)

    return (
        names(r"(?<![\w.\"'|])[a-z_]+(?![\w=\"'])", "Alfa")
        | names(r"\bcount\s+\w+=(\w+)", 2)
        | names(r"(\w+)\|(?:money|intcomma|floatformat)", 2)
        | names(r"(\w+)\|(?:date|time)\w*", datetime(2026, 11, 22, 12, tzinfo=UTC))
        | names(r"\bfor\s+[\w, ]+\s+in\s+(\w+)", [])
    )


def rendered(folder: Path, language: str) -> Letter:
    message = f"{folder.parent.parent.name}/emails/{folder.name}"
    email = SentEmail(message=message, address="anna@example.com", language=language)
    email.context = example(folder)
    return render(email, with_secrets=False)


@pytest.mark.parametrize(
    "folder", messages(), ids=lambda folder: f"{folder.parent.parent.name}/{folder.name}"
)
def test_every_message_renders_in_both_languages(folder):
    polish, english = rendered(folder, "pl"), rendered(folder, "en")
    subjects, texts = [polish.subject, english.subject], [polish.text, english.text]

    assert subjects[0] != subjects[1]
    assert texts[0] != texts[1]
