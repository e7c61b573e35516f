"""Pages keep the strict content policy, use classes that exist, and hide no untranslated words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.project import files, name, product_files, templates

TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
CLASS_ATTRIBUTE = re.compile(r'\bclass="([^"]*)"', re.DOTALL)
CLASS_NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9-]+)?(--[a-z0-9-]+)?$")
NOT_READ = re.compile(
    r"{%\s*blocktranslate.*?endblocktranslate\s*%}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->|<code.*?</code>",
    re.DOTALL,
)
VALUE, BRANCH = "\0", "\1"
# Classes that only scripts or vendored code look for.
KNOWN = {"htmx-request", "htmx-indicator"}


def without_tags(source: str) -> str:
    """The markup alone: each tag and each value of the template language becomes a mark."""
    return TAG.sub(lambda tag: VALUE if tag.group().startswith("{{") else BRANCH, source)


def whole_names(word: str) -> list[str]:
    """`notice--{% if … %}danger{% else %}info{% endif %}` says two names; a value says none."""
    first, *others = word.split(BRANCH)
    stem = first if first.endswith("-") else ""
    names = [stem + piece for piece in others if piece] + ([] if stem else [first])
    return [said for said in names if said and VALUE not in said and not said.endswith("-")]


def written_classes(path: Path) -> set[str]:
    values = CLASS_ATTRIBUTE.findall(without_tags(path.read_text()))
    return {said for value in values for word in value.split() for said in whole_names(word)}


def styled_classes() -> set[str]:
    sheets = "\n".join(path.read_text() for path in files(".css"))
    return set(re.findall(r"\.([a-z][\w-]*)", sheets))


def matching(pattern: str, paths: list[Path]) -> list[str]:
    found = re.compile(pattern, re.IGNORECASE)
    return [name(path) for path in paths if found.search(path.read_text())]


def test_no_template_carries_inline_style():
    assert not matching(r"<style\b|\sstyle\s*=", templates())


def test_no_template_carries_inline_script():
    assert not matching(r"<script(?![^>]*\bsrc=)[^>]*>\s*[^\s<]", templates())
    assert not matching(r"\son[a-z]+\s*=\s*[\"']|javascript:", templates())


def test_nothing_comes_from_another_host():
    loads = r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=[\"'](?:https?:)?//"

    assert not matching(loads, templates())
    assert not matching(r"url\([\"']?(?:https?:)?//|@import [\"']?https?:", files(".css"))


def test_every_class_used_in_templates_exists():
    styled = styled_classes() | KNOWN
    unknown = {name(path): sorted(written_classes(path) - styled) for path in templates()}

    assert not {path: classes for path, classes in unknown.items() if classes}


def test_class_names_follow_block_part_variant():
    odd = {
        name(path): [c for c in written_classes(path) if not CLASS_NAME.match(c)]
        for path in templates()
    }

    assert not {path: classes for path, classes in odd.items() if classes}


def test_no_template_loads_what_is_built_in():
    assert not matching(r"{%\s*load\s+(i18n|l10n|static|tz|ui|partials)\b", product_files(".html"))


def test_blocktranslate_is_trimmed():
    assert not matching(
        r"{%\s*blocktranslate(?![^%]*\btrimmed\b)[^%]*%}\s*\n", product_files(".html")
    )


@pytest.mark.parametrize("attribute", ["placeholder", "title", "aria-label", "alt"])
def test_attributes_that_people_hear_or_read_are_translated(attribute):
    worded = re.compile(rf'\s{attribute}="[^"]*[A-Za-z]{{3,}}[^"]*"')
    markup = {name(path): without_tags(NOT_READ.sub("", path.read_text())) for path in templates()}

    assert not [page for page, text in markup.items() if worded.search(text)]


SAME_EVERYWHERE = {"Klucznik", "NIP", "VATIN", "REGON", "PDF"}


def bare_words(path: Path) -> set[str]:
    """Words between tags that are neither a value nor translated."""
    markup = TAG.sub(" ", NOT_READ.sub("", path.read_text()))
    text = " ".join(re.findall(r">([^<>]*)<", markup))
    return set(re.findall(r"[A-Za-z]{3,}", re.sub(r"&\w+;", " ", text))) - SAME_EVERYWHERE


def test_no_visible_word_is_left_untranslated():
    pages = [path for path in templates() if "styleguide" not in name(path)]
    left = {name(path): sorted(bare_words(path)) for path in pages}

    assert not {path: words for path, words in left.items() if words}


def test_every_template_is_used():
    """A page is named by a view or another template; Django and allauth ask for theirs by name."""
    asked_by_libraries = ("allauth/", "account/", "mfa/", "django/", "registration/")
    texts = "\n".join(path.read_text() for path in product_files(".py", ".html"))
    unused = []
    for path in templates():
        asked = name(path).split("/templates/")[-1]
        is_error_page = re.fullmatch(r"\d{3}\w*\.html", asked)
        is_tag = asked.startswith("components/") and f'"{path.stem}"' in texts
        is_one_of_many = asked.rpartition("_")[0] + "_{" in texts
        used = is_error_page or is_tag or is_one_of_many or asked in texts
        if not used and not asked.startswith(asked_by_libraries):
            unused.append(asked)

    assert not unused


def test_no_block_uses_an_address_that_another_block_has_named():
    """A name given within a block is gone at its end: the link would lead to the same page."""
    lost = {}
    for path in templates():
        blocks = re.split(
            r"({% block \w+ %}.*?{% endblock(?: \w+)? %})", path.read_text(), flags=re.S
        )
        for block in blocks:
            elsewhere = "".join(other for other in blocks if other is not block)
            named = set(re.findall(r"{% url (?:(?! as ).)+? as (\w+) %}", block))
            if used := [one for one in named if f"{{{{ {one} }}}}" in elsewhere]:
                lost[name(path)] = used
    assert not lost
