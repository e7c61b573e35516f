"""Two vocabularies and their words: every kind of event, every permission, every e-mail, in both languages."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from klucznik.events.kinds import Kind
from tests.architecture.project import ROOT, product_files
from tools import reference

LANGUAGES = ("pl", "en")
KIND = re.compile(r"^[a-z_]+(\.[a-z_]+)+$")
PERMISSION = re.compile(r"^[a-z_-]+:[a-z_-]+$")


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_every_kind_has_a_sentence_in_both_languages(kind):
    with translation.override("pl"):
        polish = str(kind.label)
    with translation.override("en"):
        english = str(kind.label)

    assert KIND.match(kind.value)
    assert polish
    assert polish != english


def test_kinds_read_as_a_list_by_subject():
    subjects = [kind.value.split(".")[0] for kind in Kind]

    assert len({kind.value for kind in Kind}) == len(list(Kind))
    assert subjects == [s for subject in dict.fromkeys(subjects) for s in subjects if s == subject]


@pytest.mark.parametrize("vocabulary", reference.VOCABULARIES, ids=lambda words: words.title)
def test_every_permission_is_granted_to_some_role(vocabulary):
    granted = set().union(*vocabulary.grants().values())

    assert not [
        permission.name for permission in vocabulary.permissions() if permission not in granted
    ]


@pytest.mark.parametrize("vocabulary", reference.VOCABULARIES, ids=lambda words: words.title)
def test_every_permission_has_a_name_and_words_in_both_languages(vocabulary):
    for permission in vocabulary.permissions():
        with translation.override("pl"):
            polish = str(permission.label)
        with translation.override("en"):
            english = str(permission.label)

        assert PERMISSION.match(permission.value)
        assert polish != english


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
