"""The notebook of one company: what is in it, and the form for what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from klucznik_client import Access
from reference.cloud.notebook import Entry
from reference.cloud.pages import NOTHING, Reader, entry, link, note, page
from reference.cloud.places import Place
from reference.cloud.products import Product
from reference.cloud.web import Html, Response, fill, joined

TABLE = """<div class="wide"><table>
<thead><tr><th scope="col">{day}</th><th scope="col">{what}</th><th scope="col" class="figure">{third}</th>
<th scope="col">{by}</th></tr></thead>
<tbody>{rows}</tbody></table></div>
"""
ROW = '<tr><td>{day}</td><td>{what}</td><td class="figure">{third}</td><td>{by}</td></tr>\n'


def notebook(
    reader: Reader,
    product: Product,
    place: Place,
    access: Access,
    entries: list[Entry],
    *more: Html,
    further: Iterable[Html] = (),
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    is_saved: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """What a person with access sees; `wrong` names, by field, what they typed wrongly."""
    return page(
        reader,
        reader.say(product.word("title")),
        *_notices(reader, product, access, is_saved=is_saved),
        *more,
        _table(reader, product, entries, can_add=access.can_change),
        *further,
        _form(reader, product, typed or {}, wrong or {}) if access.can_change else NOTHING,
        product=product,
        place=_where(reader, product, place),
        status=status,
    )


def _where(reader: Reader, product: Product, place: Place) -> Html:
    working = NOTHING
    if place.office:
        told = reader.say("working_for", office=place.office)
        working = fill('<span class="served">{told}</span>', told=told)
    return fill(
        '<p class="place"><strong>{name}</strong>{working}<a href="/{code}/?choose=1">{switch}</a></p>\n',
        name=place.name,
        working=working,
        code=product.code,
        switch=reader.say("switch"),
    )


def _notices(reader: Reader, product: Product, access: Access, *, is_saved: bool) -> list[Html]:
    told = [note(reader.say(product.word("saved")), "success")] if is_saved else []
    if not access.can_change:
        text = access.sentence or reader.say("read_only")
        title = reader.say("read_only_title")
        told.append(
            fill(
                '<div class="note note-warning"><h2>{title}</h2><p>{text}</p></div>\n',
                title=title,
                text=text,
            )
        )
        if access.url:
            told.append(link(reader.say("what_next"), access.url))
    return told


def _table(reader: Reader, product: Product, entries: list[Entry], *, can_add: bool) -> Html:
    if not entries:
        name = "none" if can_add else "nothing"
        return fill('<p class="empty">{text}</p>\n', text=reader.say(product.word(name)))
    rows = joined(
        fill(
            ROW,
            day=_day(one.day, reader.language),
            what=one.what,
            third=product.show(one.third, reader.language),
            by=one.saved_by,
        )
        for one in entries
    )
    names = {name: reader.say(product.word(name)) for name in ("what", "third")}
    table = fill(TABLE, day=reader.say("day"), by=reader.say("by"), rows=rows, **names)
    return joined([table, link(reader.say("export"), "export.csv")])


def _form(
    reader: Reader, product: Product, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> Html:
    def error(name: str) -> str:
        said = wrong.get(name, "")
        return reader.say(product.word(said) if said == "third_wrong" else said) if said else ""

    required = " required"
    fields = joined(
        [
            entry("day", reader.say("day"), typed.get("day", ""), error("day"), "date", required),
            entry(
                "what",
                reader.say(product.word("what")),
                typed.get("what", ""),
                error("what"),
                more=f'{required} maxlength="120"',
            ),
            entry(
                "third",
                reader.say(product.word("third")),
                typed.get("third", ""),
                error("third"),
                more=f'{required} inputmode="decimal"',
            ),
        ]
    )
    return fill(
        '<h2>{title}</h2>\n<form class="entries" method="post" action="./">'
        '<input type="hidden" name="mark" value="{mark}">{fields}'
        '<button class="button">{add}</button></form>\n',
        title=reader.say(product.word("new")),
        mark=reader.mark,
        fields=fields,
        add=reader.say(product.word("add")),
    )


def _day(day: str, language: str) -> str:
    """`30.11.2026` in Polish, as it is kept in English."""
    return ".".join(reversed(day.split("-"))) if language == "pl" else day
