"""What is wrong in the files of articles: references that lead nowhere, numbers twice, files that do not fit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import DatabaseError

from klucznik.catalog.loading import catalog_file
from klucznik.catalog.models import Category, Product
from klucznik.catalog.reading import read, standard_categories
from klucznik.core.errors import DomainError
from klucznik.help.entries import ArticleFile, Words
from klucznik.help.facts import unknown
from klucznik.help.files import FitFile, fit
from klucznik.help.models import Article
from klucznik.help.rendering import Known, Rendered
from klucznik.help.rendering.known import File
from klucznik.help.rendering.linking import is_page


class WrongArticles(Exception):
    """The articles cannot be loaded; each sentence names the file and the key or line to change."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Surroundings:
    """What files of articles may name: codes of the catalog, and the articles that the portal has already."""

    categories: frozenset[str]
    products: Mapping[str, str]  # code of each product, with that of its line
    keys: frozenset[str] = frozenset()

    @property
    def programs(self) -> frozenset[str]:
        return frozenset(self.products) | frozenset(self.products.values())


def surroundings() -> Surroundings:
    """Of the database; without a prepared one, of the catalog file."""
    try:
        return Surroundings(
            frozenset(Category.objects.values_list("code", flat=True)),
            dict(Product.objects.values_list("code", "line__code")),
            frozenset(Article.objects.values_list("key", flat=True)),
        )
    except DatabaseError:
        catalog = read(catalog_file())
        codes = {one.code for one in (*standard_categories(), *catalog.categories)}
        return Surroundings(
            frozenset(codes), {product.code: product.line for product in catalog.products}
        )


@dataclass
class Checked:
    """The articles of the files with their files made fit; `problems` is empty when all can be loaded."""

    articles: dict[str, ArticleFile]
    there: Surroundings
    fits: dict[tuple[str, str], FitFile] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    # Words without files of their own are the same HTML wherever these lie.
    made: dict[tuple[str, str], Rendered] = field(default_factory=dict)


def check_facts(articles: Mapping[str, ArticleFile], there: Surroundings) -> Iterator[str]:
    """Categories, programs, related articles and numbers."""
    numbers: dict[int, str] = {}
    for article in articles.values():
        if article.category not in there.categories:
            yield f'{article.place}: category "{article.category}" is not in the catalog.'
        for code in article.programs:
            if code not in there.programs:
                yield f'{article.place}: programs names "{code}", which is not in the catalog.'
        for key in article.related:
            if key not in articles and key not in there.keys:
                yield f'{article.place}: related names "{key}", and there is no such article.'
        other = numbers.setdefault(article.number, article.key)
        if other != article.key:
            yield f"{article.place}: number {article.number} belongs to {other} already."


def check_pages(article: ArticleFile) -> Iterator[str]:
    """Names of pages; asked of files that changed only, since all pages are imported for the answer."""
    for page in article.pages:
        if not is_page(page):
            yield f'{article.place}: pages names "{page}", and there is no such page.'


def check_files(
    article: ArticleFile, known: Mapping[str, set[str]], fits: dict[tuple[str, str], FitFile]
) -> Iterator[str]:
    """Each file by its content; its name has to be one that Markdown can call. `known` are SHA-256 of those kept."""
    for name, path in article.files.items():
        try:
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() in known.get(name, ()):
                continue
            found = fit(data, name=name)
        except DomainError as refusal:
            yield f"files/{article.key}/{name}: {refusal}"
        except OSError as error:
            yield f"files/{article.key}/{name}: cannot be read ({error.strerror})."
        else:
            fits[article.key, name] = found
            if found.name != name:
                yield f"files/{article.key}/{name}: call it {found.name}."


def check_words(words: Words, made: Rendered, known: Known) -> Iterator[str]:
    """Links, pictures, facts and HTML, each with its line."""
    above = words.first_line - 1
    for problem in made.problems:
        yield f"{words.place}, line {problem.line + above}: {problem}"
    for name in unknown(f"{words.title} {words.summary}", known.facts):
        yield f"{words.place}: there is no fact {{{name}}}."


def named_files(article: ArticleFile) -> dict[str, File]:
    """Its files for a look at its words before anything is stored; by their names alone."""
    pictures = (".png", ".jpg", ".jpeg", ".webp")
    return {name: File(name, f"/{name}", name.lower().endswith(pictures)) for name in article.files}
