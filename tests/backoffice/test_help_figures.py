"""Staff see how many readers were helped month by month, which articles fail and why, and what is asked in vain."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.core import clock
from klucznik.help.models import SearchCount, Voice
from tests.backoffice.desk import at_work
from tests.backoffice.help_desk import article, published

FIGURES = "/staff/help/figures/"


def voices(of, *, yes=0, no=0, days=1, **fields) -> None:
    for number in range(yes + no):
        Voice.objects.create(
            article=of,
            language="pl",
            visitor=f"{of.pk}-{days}-{number}-{len(fields)}",
            helpful=number < yes,
            at=clock.now() - timedelta(days=days),
            **fields,
        )


def asked(query: str, results: int, times: int = 1, days: int = 1) -> None:
    day = clock.today() - timedelta(days=days)
    SearchCount.objects.create(day=day, language="pl", query=query, results=results, times=times)


@pytest.fixture
def figures(cast, sign_in):
    client = at_work(sign_in, cast.ewa)
    return lambda: client.get(FIGURES)


def test_nothing_yet_is_said_in_words(figures):
    page = figures().content.decode()

    assert "Nobody has said anything" in page
    assert '<svg class="chart' not in page


def test_voices_are_counted_by_month_and_drawn_with_a_table_of_the_same(figures):
    found = article()
    voices(found, yes=3, no=1, days=0)
    voices(found, yes=1, days=70)
    voices(found, no=5, days=400)

    page = figures()

    shares = [bar.counted.percent for bar in page.context["bars"]]
    assert len(shares) == 12
    assert shares[-1] == 75
    assert [share for share in shares[:-1] if share is not None] == [100]
    assert page.content.decode().count('class="chart__bar"') == 2
    assert "<td>75%</td>" in page.content.decode()


def test_articles_that_fail_many_stand_above_those_that_failed_few(figures):
    few, often, fine, gone = (article(f"a{n}", 200 + n) for n in range(4))
    published(often, title="Zawodzi")
    voices(few, yes=1, no=2)
    voices(often, yes=8, no=22)
    voices(often, no=1, reason="unclear", words="<b>Nie rozumiem</b> kroku 2")
    voices(fine, yes=20)
    voices(gone, no=9)
    gone.withdrawn_at = clock.now()
    gone.save()

    page = figures()

    assert [(one.counted.of.key, one.title) for one in page.context["worst"]] == [
        ("a1", "Zawodzi"),
        ("a0", ""),
    ]
    assert "&lt;b&gt;Nie rozumiem&lt;/b&gt; kroku 2" in page.content.decode()
    assert "I do not understand it" in page.content.decode()


def test_questions_without_an_answer_lead_to_writing_one(figures):
    asked("zgubione hasło & klucz", 0, times=4)
    asked("faktura", 0, days=9)
    asked("faktura", 3, times=7, days=2)
    asked("konto", 2, times=2, days=9)
    asked("konto", 0, times=1, days=2)
    asked("dawno", 0, times=50, days=100)

    page = figures()

    assert [one.query for one in page.context["in_vain"]] == [
        "zgubione hasło & klucz",
        "konto",
    ]
    assert [(one.query, one.times) for one in page.context["asked"]] == [
        ("faktura", 8),
        ("zgubione hasło & klucz", 4),
        ("konto", 3),
    ]
    assert "/staff/help/new/?about=zgubione%20has%C5%82o%20%26%20klucz" in page.content.decode()


def test_the_figures_cost_the_same_however_many_articles_fail(
    figures, django_assert_max_num_queries
):
    for number in range(12):
        voices(article(f"a{number}", 200 + number), no=3, reason="outdated")

    with django_assert_max_num_queries(18):
        assert len(figures().context["worst"]) == 10
