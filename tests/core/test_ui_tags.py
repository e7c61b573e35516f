"""The pieces of pages and how dates, money and numbers are written, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import SafeString

from klucznik.core.samples import refused
from klucznik.core.templatetags import ui

NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def polish():
    with translation.override("pl"):
        yield


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


# --- dates, money, numbers


def test_a_date_is_written_with_the_month_in_words():
    assert ui.date_long(date(2026, 11, 22)) == f"22{NBSP}listopada 2026"

    with translation.override("en"):
        assert ui.date_long(date(2026, 11, 22)) == f"November{NBSP}22, 2026"


def test_a_moment_is_written_on_the_readers_clock():
    assert ui.datetime_long(datetime(2026, 11, 22, 23, 5, tzinfo=UTC)) == (
        f"23{NBSP}listopada 2026, 00:05"
    )


def test_a_missing_date_or_amount_is_an_empty_word():
    assert (ui.date_long(None), ui.datetime_long(None), ui.money(None)) == ("", "", "")


def test_money_groups_thousands_and_keeps_its_currency_on_the_line():
    assert ui.money(Decimal("1234.5")) == f"1{NBSP}234,50{NBSP}zł"
    assert ui.money(Decimal("1234.5"), "EUR") == f"1{NBSP}234,50{NBSP}€"

    with translation.override("en"):
        assert ui.money(Decimal("1234.5")) == f"PLN{NBSP}1,234.50"


def test_a_license_number_may_break_only_between_its_groups():
    written = ui.license_number("NVU93-C8R34-MZZF6-GL3Z9")

    assert "<span>NVU93</span>-<wbr><span>C8R34</span>" in written


@pytest.mark.parametrize("number", ["NVU93-C8R34-MZZF6-GL3Z9", "NVU93C8R34GL3Z9"])
def test_a_masked_number_shows_only_its_end(number):
    masked = ui.license_masked(number)

    assert "NVU93" not in masked
    assert "L3Z9" in masked


def test_numbers_and_words_from_outside_are_escaped():
    assert "<b>" not in ui.license_number("<b>-1")
    assert "<b>" not in ui.license_masked("<b>-<b>1")
    assert "<b>" not in ui.status("ok", "<b>")


# --- Polish line ends


def test_one_letter_words_stay_with_the_next_word():
    assert ui.no_orphans("Praca w domu i w biurze") == f"Praca w{NBSP}domu i{NBSP}w{NBSP}biurze"


def test_a_number_stays_with_its_unit():
    assert ui.no_orphans("do 10 MB") == f"do 10{NBSP}MB"


def test_the_form_of_a_company_stays_in_one_piece():
    assert ui.no_orphans("Alfa sp. z o.o.") == f"Alfa sp.{NBSP}z{NBSP}o.o."
    assert ui.no_orphans("Beta sp. k.") == f"Beta sp.{NBSP}k."


def test_tags_and_their_attributes_are_left_alone():
    html = SafeString('<a title="a i b">z domu</a>')

    assert ui.no_orphans(html) == f'<a title="a i b">z{NBSP}domu</a>'


def test_text_that_was_not_safe_is_still_escaped():
    assert rendered("{{ text|no_orphans }}", text="<b>w domu</b>").startswith("&lt;b&gt;")


def test_other_languages_keep_their_spaces():
    with translation.override("en"):
        assert ui.no_orphans("a company") == "a company"


# --- pieces


def test_an_icon_is_decoration_unless_it_has_a_name():
    assert 'aria-hidden="true"' in ui.icon("key")
    assert 'role="img" aria-label="Usuń"' in ui.icon("trash", "Usuń")


def test_a_status_is_a_word_with_its_shape():
    written = ui.status("attention", "wygasa za 9 dni")

    assert "#status-attention" in written
    assert "wygasa za 9 dni" in written


def test_an_unknown_status_is_refused():
    with pytest.raises(TemplateSyntaxError):
        ui.status("green", "aktywna")


@pytest.mark.parametrize(
    ("used", "total", "level"), [(6, 9, "free"), (3, 3, "full"), (4, 3, "over"), (0, 0, "free")]
)
def test_a_meter_says_how_full_it_is(used, total, level):
    assert f'data-level="{level}"' in ui.meter(used, total, "…")


def test_a_meter_draws_each_seat_while_they_can_be_counted():
    few, many = ui.meter(6, 9, "6 z 9 stanowisk"), ui.meter(41, 60, "41 z 60")

    assert (few.count("meter__used"), few.count("meter__free")) == (6, 3)
    assert 'width="68"' in many
    assert "6 z 9 stanowisk" in few


def test_a_panel_wraps_its_body_under_a_title():
    page = rendered("{% panel title=name %}<p>{{ name }}</p>{% endpanel %}", name="A & B")

    assert '<h2 class="panel__title">A &amp; B</h2>' in page
    assert "<p>A &amp; B</p>" in page


def test_a_dialog_is_named_by_its_title():
    page = rendered('{% dialog "where" title="Gdzie?" %}Tu.{% enddialog %}')

    assert 'id="where" popover aria-labelledby="where-title"' in page
    assert 'popovertarget="where"' in page


def test_a_captured_block_can_be_used_twice():
    page = rendered("{% captured as it %} {{ x }} {% endcaptured %}[{{ it }}|{{ it }}]", x="<")

    assert page == "[&lt;|&lt;]"


def test_the_title_of_a_document_is_escaped_once():
    page = rendered(
        "{% captured as it %}{{ x }} <b>i</b>{% endcaptured %}{{ it|plain }}", x="A & <"
    )

    assert page == "A &amp; &lt; i"
    assert rendered("{{ x|plain }}", x="&lt;b>") == "&amp;lt;b&gt;"


def test_a_form_shows_label_hint_error_and_control_in_this_order():
    page = str(refused())
    parts = [">NIP lub VATIN", "z przedrostkiem PL", "ostatnia cyfra", 'name="tax_id"']

    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)
    assert 'aria-describedby="refused_tax_id_helptext refused_tax_id_error"' in page
    assert 'id="refused_tax_id_error"' in page


def test_a_sentence_that_ends_with_a_legal_form_has_one_full_stop():
    assert (
        ui.one_stop("Firma Alfa sp. z o.o.. Koniec... ../up")
        == "Firma Alfa sp. z o.o. Koniec... ../up"
    )


@pytest.mark.parametrize(
    ("language", "words"), [("pl", "4\u00a0grudnia"), ("en", "December\u00a04")]
)
def test_a_day_without_its_year_is_written_as_the_reader_writes_it(language: str, words: str):
    with translation.override(language):
        assert ui.day_month(date(2026, 12, 4)) == words
