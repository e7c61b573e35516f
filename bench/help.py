"""How fast help finds among 5,000 articles: `.venv/bin/python -m bench.help [--articles 5000]`.

Makes its articles as bench.pages does its data: Polish sentences of the words of a customer portal, inflected, with a
long tail of rare ones, and as many stems as so many real articles have. Asks what tests/help/queries.toml asks, word by
word as if typed, and prints time and processor time of a search. The articles that come with the product are not used.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
import tomllib
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.pages import prepare

if TYPE_CHECKING:
    from klucznik.catalog.models import Category, Product
    from klucznik.help.models import Text

QUERIES: Final = Path(__file__).parent.parent / "tests" / "help" / "queries.toml"
# What such articles speak of, each with a few endings; the others are made up from syllables.
SUBJECTS: Final = """
licencj/a/i/ę/e/ami kont/o/a/u/em firm/a/y/ę/ie użytkownik//a/ów/iem uprawnieni/e/a/ami administrator//a/em/ów
hasł/o/a/em adres//u/em/y program//u/em/y komputer//a/em/ów stanowisk/o/a/iem zaproszeni/e/a/em faktur/a/y/ę
oświadczeni/e/a/em produkt//u/em/ów numer//u/em/y właściciel//a/em biur/o/a/em aplikacj/a/i/ę urządzeni/e/a
wiadomoś/ć/ci/cią link//u/iem logowani/e/a/em rejestracj/a/i/ę aktywacj/a/i/ę zastępc/a/y/ę przedłużeni/e/a
"""
VERBS: Final = """
otwórz wybierz kliknij wpisz potwierdź zaloguj sprawdź usuń dodaj zmień przenieś zwolnij zarejestruj podłącz
zaproś
"""
SYLLABLES: Final = """
ba be bi ko ka ki da do du ma mo mi na no ni pa po pi ra ro ry sta sto szy cza czo wy wa zo za lo
"""
# So many texts are put into the index with one transaction.
AT_ONCE: Final = 500
ENDINGS: Final = ["", "a", "ów", "ami"]


def words(count: int) -> list[str]:
    """Made-up words, the first ones far more frequent than the last."""
    rng = random.Random(7)
    return [
        "".join(rng.choice(SYLLABLES.split()) for _ in range(rng.randint(2, 5)))
        for _ in range(count)
    ]


class Writer:
    """Writes articles, always the same."""

    def __init__(self) -> None:
        self.rng = random.Random(11)
        self.rare = words(20_000)
        self.subjects, self.verbs = SUBJECTS.split(), VERBS.split()

    def word(self) -> str:
        if self.rng.random() < 0.45:
            stem, *endings = self.rng.choice(self.subjects).split("/")
            return stem + self.rng.choice(endings)
        place = int(len(self.rare) * self.rng.random() ** 3)
        return self.rare[place] + self.rng.choice(ENDINGS)

    def sentence(self, length: int) -> str:
        said = [self.rng.choice(self.verbs), *(self.word() for _ in range(length))]
        return " ".join(said).capitalize() + "."

    def title(self) -> str:
        return self.sentence(self.rng.randint(2, 5))[:-1]

    def body(self) -> str:
        return " ".join(self.sentence(self.rng.randint(5, 14)) for _ in range(18))


def is_filled() -> bool:
    """Articles of an earlier run in the same KLUCZNIK_DATA or KLUCZNIK_DATABASE_URL are measured again."""
    from klucznik.help.models import Entry

    return Entry.objects.exists()


def fill(count: int) -> None:
    """So many articles in both languages, written in bulk; the English ones speak Polish, which costs the same."""
    from klucznik.catalog.models import Category, Line, Product
    from klucznik.help.indexing import index_many

    line, _ = Line.objects.get_or_create(
        code="bench", defaults={"name": "Bench", "registration": "portal"}
    )
    products = [
        Product.objects.get_or_create(
            code=f"bench-{n}", defaults={"name": f"Program {n}", "line": line, "metric": "seats"}
        )[0]
        for n in range(17)
    ]
    subjects = [
        Category.objects.get_or_create(
            code=f"subject-{n}", defaults={"names": {"pl": f"Dział {n}"}}
        )[0]
        for n in range(11)
    ]
    began = time.perf_counter()
    for texts in write(count, subjects, products).values():
        for start in range(0, count, AT_ONCE):
            index_many(texts[start : start + AT_ONCE])
    print(f"{count} articles in two languages: {time.perf_counter() - began:.0f} s")


def write(count: int, subjects: list[Category], products: list[Product]) -> dict[str, list[Text]]:
    """Articles with up to three programs each, and their texts by language."""
    from klucznik.help.models import Article, Revision, Text

    writer = Writer()
    articles = Article.objects.bulk_create(
        Article(number=100_000 + n, key=f"bench-{n}", category=subjects[n % 11])
        for n in range(count)
    )
    belonging = Article.products.through
    belonging.objects.bulk_create(
        belonging(article=article, product=product)
        for n, article in enumerate(articles)
        for product in writer.rng.sample(products, n % 4)
    )
    found = {}
    for language in ("pl", "en"):
        revisions = Revision.objects.bulk_create(
            Revision(
                article=article,
                language=language,
                number=1,
                title=writer.title(),
                summary=writer.sentence(10),
                keywords=[writer.word() for _ in range(4)],
            )
            for article in articles
        )
        found[language] = Text.objects.bulk_create(
            Text(
                article=one.article,
                language=language,
                revision=one,
                title=one.title,
                summary=one.summary,
                plain=writer.body(),
                headings=[{"text": writer.title()} for _ in range(3)],
            )
            for one in revisions
        )
    return found


def typed() -> list[str]:
    """The Polish queries as they grow: three letters, half, and whole."""
    groups = tomllib.loads(QUERIES.read_text("utf-8"))["pl"].values()
    asked = [query for group in groups for query in group]
    return [query[:stop] for query in asked for stop in (3, len(query) // 2, len(query))]


def measure() -> None:
    from django.db import connection
    from django.db.models import Sum
    from django.test.utils import CaptureQueriesContext
    from django.urls import get_resolver

    from klucznik.help.finding import find
    from klucznik.help.models import Term

    _ = get_resolver().reverse_dict  # importing all pages is not the search's time
    asked = typed()
    postings = Term.objects.aggregate(Sum("texts"))["texts__sum"]
    print(f"{connection.vendor}: {Term.objects.count()} stems, {postings} postings")
    for language in ("pl", "en"):
        report(f"{language}, first", [once("licencja", language)])
    with CaptureQueriesContext(connection) as queries:
        find("numer licencji", language="pl")
    print(f"{len(queries)} queries a search")
    for language in ("pl", "en"):
        report(language, [once(query, language) for query in islice(cycle(asked), 400)])
    narrowed = [
        once("licencja firmy", "pl", product="bench-3", category="subject-2") for _ in range(50)
    ]
    report("narrowed", narrowed)
    report("mistyped", [once("licnecja oswiadczneie", "pl") for _ in range(50)])
    report("everything", [once("", "pl", limit=30) for _ in range(50)])


def once(query: str, language: str, **more: Any) -> tuple[float, float]:
    """Milliseconds on the clock and of the processor."""
    from klucznik.help.finding import find

    began, worked = time.perf_counter(), time.process_time()
    find(query, language=language, **more)
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def report(name: str, times: list[tuple[float, float]]) -> None:
    clock, processor = (sorted(column) for column in zip(*times, strict=True))
    last = int(len(clock) * 0.99) - 1
    print(
        f"{name:<12} clock p50 {statistics.median(clock):6.1f}  p99 {clock[last]:6.1f} ms"
        f"   processor p50 {statistics.median(processor):6.1f}  p99 {processor[last]:6.1f} ms"
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=5000)
    count = arguments.parse_args().articles
    prepare()
    if not is_filled():
        fill(count)
    measure()
