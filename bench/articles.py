"""How fast help loads and renders the articles that come with the product: `.venv/bin/python -m bench.articles`.

Loads them into a database of its own, says how long that took the first and the second time, and renders the start, a
category and articles as somebody who is not signed in: queries, median and slowest time, and processor time.
"""

from __future__ import annotations

import statistics
import time

from bench.pages import prepare

RUNS = 30
PAGES = (
    "/help/",
    "/help/categories/licenses/",
    "/help/deleted-account-back/",
    "/help/recover-rights/",
    "/help/roles/",
)


def load() -> None:
    """The catalog, then the articles twice."""
    from django.urls import get_resolver

    from klucznik.catalog.loading import load_catalog
    from klucznik.help.loading import load as load_articles

    load_catalog()
    _ = get_resolver().reverse_dict  # importing all pages is not the articles' time
    for what in ("loading", "loading again"):
        began, used = time.perf_counter(), time.process_time()
        done = load_articles()
        took, busy = time.perf_counter() - began, time.process_time() - used
        print(
            f"{what}: {len(done.texts)} texts, {took * 1000:.0f} ms ({busy * 1000:.0f} of the processor)"
        )


def render() -> None:
    """Print what each page costs."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client()
    print(f"{'page':<34}{'queries':>8}{'median ms':>11}{'slowest ms':>12}{'processor ms':>14}")
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(page)
        asked = len(queries)
        assert answer.status_code == 200, (page, answer.status_code)
        times, busy = [], []
        for _ in range(RUNS):
            began, used = time.perf_counter(), time.process_time()
            browser.get(page)
            times.append((time.perf_counter() - began) * 1000)
            busy.append((time.process_time() - used) * 1000)
        middle, worst = statistics.median(times), max(times)
        print(f"{page:<34}{asked:>8}{middle:>11.1f}{worst:>12.1f}{statistics.median(busy):>14.1f}")


if __name__ == "__main__":
    prepare()
    load()
    render()
