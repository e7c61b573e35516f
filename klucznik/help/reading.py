"""Read articles from a folder: `<key>.pl.md` and `<key>.en.md` with front matter in TOML, and `files/<key>/…`."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from klucznik.catalog.shapes import Code, Key, Several, Text, Unfit, Whole
from klucznik.catalog.tables import Table
from klucznik.help.entries import ArticleFile, Words
from klucznik.help.models import LANGUAGES

FENCE: Final = "+++"
NAME: Final = re.compile(r"(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<language>[a-z]{2})\.md")
# Words that stand after /help/ for something else.
RESERVED: Final = frozenset({"search", "categories", "files", "go", "here"})
LONGEST_KEY: Final = 80
LONGEST_BODY: Final = 60_000


@dataclass(frozen=True)
class PageName(Text):
    """A page of the portal by name, or all pages of a part of it."""

    longest: int = 80

    @property
    def words(self) -> str:
        return 'name of a page, as "members:invite" or "members:*"'

    def take(self, value: Any) -> str:
        name = super().take(value)
        if not re.fullmatch(r"[a-z_]+(:([a-z_]+|\*))?", name):
            raise Unfit('is not the name of a page, as "members:invite" or "members:*"')
        return name


WORDS = (
    Key("title", Text(160), "What the article is called."),
    Key("summary", Text(300), "One sentence: what the reader gets done here.", default=""),
    Key(
        "keywords",
        Several(Text(60)),
        "Other words under which people look for it.",
        default=(),
    ),
)
FACTS = (
    Key("number", Whole(1, 999_999), "Its short link: /help/101/."),
    Key("category", Code(30), "The code of a category of the catalog."),
    Key(
        "programs",
        Several(Code(40)),
        "Codes of products, or of lines for all their products.",
        default=(),
        default_words="none: it is about the portal",
    ),
    Key("related", Several(Code(LONGEST_KEY)), "Keys of articles to read next.", default=()),
    Key(
        "pages",
        Several(PageName()),
        'Names of the pages of the portal that offer it, the most fitting first: "members:invite", "members:*".',
        default=(),
    ),
)


def read_folder(folder: Path, problems: list[str]) -> dict[str, ArticleFile]:
    """The articles of a folder by key; what is wrong is added to `problems`, one sentence each."""
    paths: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else []:
        if refusal := _refusal(path):
            problems.append(refusal)
        elif named := NAME.fullmatch(path.name):
            paths.setdefault(named["key"], {})[named["language"]] = path
    found = {}
    for key, files in paths.items():
        article = _article(folder, key, files, problems)
        if article is not None:
            found[key] = article
    _strays(folder, paths, problems)
    return found


def split(text: str) -> tuple[str, str, int] | None:
    """Front matter, body, and the line on which the body begins; None for a file without front matter."""
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    if lines[0].rstrip() != FENCE:
        return None
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            below = "\n".join(lines[number + 1 :])
            body = below.lstrip("\n")
            first = number + 2 + len(below) - len(body)
            return "\n".join(lines[1:number]), body.rstrip("\n") + "\n", first
    return None


def _refusal(path: Path) -> str:
    named = NAME.fullmatch(path.name)
    if named is None:
        return f"{path.name}: not a name like free-device.pl.md."
    if named["language"] not in LANGUAGES:
        return f"{path.name}: the portal speaks {' and '.join(LANGUAGES)}, not {named['language']}."
    if named["key"] in RESERVED or named["key"].isdigit() or len(named["key"]) > LONGEST_KEY:
        return f"{path.name}: an article cannot be called {named['key'][:LONGEST_KEY]}."
    return ""


def _article(
    folder: Path, key: str, paths: dict[str, Path], problems: list[str]
) -> ArticleFile | None:
    if "pl" not in paths:
        problems.append(
            f"{key}.pl.md is missing: the Polish file says the number and the category."
        )
        return None
    words, facts = {}, None
    for language, path in paths.items():
        keys = (*FACTS, *WORDS) if language == "pl" else WORDS
        read = _file(path, keys, problems)
        if read is None:
            return None
        table, words[language] = read
        facts = table if language == "pl" else facts
    assert facts is not None
    kept = {name.name: facts[name.name] for name in FACTS}
    kept |= {name: list(kept[name]) for name in ("programs", "related", "pages")}
    files = {path.name: path for path in sorted((folder / "files" / key).glob("*"))}
    return ArticleFile(key=key, place=paths["pl"].name, words=words, files=files, **kept)


def _file(path: Path, keys: tuple[Key, ...], problems: list[str]) -> tuple[Table, Words] | None:
    """One file: its table and its words, or None with what is wrong noted."""
    try:
        content = path.read_bytes()
        parts = split(content.decode("utf-8"))
        if parts is None:
            problems.append(
                f"{path.name}: does not begin with front matter between two lines of +++."
            )
            return None
        raw = tomllib.loads("\n" + parts[0])  # the line of +++ counts too
    except UnicodeDecodeError:
        problems.append(f"{path.name}: is not UTF-8.")
        return None
    except (OSError, ValueError, RecursionError) as error:
        problems.append(f"{path.name}: {str(error).rstrip('.')}.")
        return None
    table, body = Table(problems, path.name, raw, keys), parts[1]
    if not body.strip() or len(body) > LONGEST_BODY:
        problems.append(f"{path.name}: the text is empty or has over {LONGEST_BODY} characters.")
        return None
    if table.wrong or set(raw) - {key.name for key in keys}:
        return None
    kept = {"title": table["title"], "summary": table["summary"]}
    sha256 = hashlib.sha256(content).hexdigest()
    words = Words(
        place=path.name,
        keywords=list(table["keywords"]),
        body=body,
        first_line=parts[2],
        sha256=sha256,
        **kept,
    )
    return table, words


def _strays(folder: Path, paths: dict[str, dict[str, Path]], problems: list[str]) -> None:
    """Files for an article that is not there would never be shown."""
    for path in sorted((folder / "files").glob("*")):
        if path.name not in paths:
            problems.append(f"files/{path.name}: there is no article {path.name}.")
