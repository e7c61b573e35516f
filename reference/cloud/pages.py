"""The pages: plain HTML that works without scripts, on a phone and by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from reference.cloud.products import PRODUCTS, Product
from reference.cloud.web import Html, Response, fill, joined
from reference.cloud.words import LANGUAGES, say

NOTHING = Html("")
FRAME = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#content">{skip}</a>
<header class="top">
<a class="brand" href="{home}">{brand}</a>
{who}</header>
<main id="content">
{place}<h1>{title}</h1>
{body}</main>
<footer><p>{stand_in}</p><p><a href="?lang={other}" lang="{other}" hreflang="{other}">{other_language}</a></p></footer>
</body>
</html>
"""
WHO = """<form class="who" method="post" action="/{product}/sign-out/">
<span>{signed_in}</span><input type="hidden" name="mark" value="{mark}">
<button class="link">{sign_out}</button></form>
"""
LEAD = '<p class="lead">{text}</p>\n'
NOTE = '<p class="note note-{kind}"{role}>{text}</p>\n'
BUTTON = '<p class="ways"><a class="button" href="{address}"{more}>{label}</a>{then}</p>\n'
THEN = '<a class="button button-quiet" href="{address}">{label}</a>'
LINK = '<p><a href="{address}">{label}</a></p>\n'
POST = """<form method="post" action="{address}"><input type="hidden" name="mark" value="{mark}">
<button class="button">{label}</button></form>
"""
FIELD = """<div class="field"><label for="{name}">{label}</label>
<input id="{name}" name="{name}" type="{kind}" value="{value}"{more}>{error}</div>
"""
ERROR = '<p class="error" id="{name}-error">{text}</p>'


@dataclass(frozen=True)
class Reader:
    """For whom a page is made."""

    language: str
    name: str = ""
    mark: str = ""

    def say(self, name: str, /, **values: object) -> str:
        return say(self.language, name, **values)


def page(
    reader: Reader,
    title: str,
    *parts: Html,
    product: Product | None = None,
    place: Html = NOTHING,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The frame around a page's parts."""
    who = NOTHING
    if reader.name and product:
        signed_in = reader.say("signed_in_as", name=reader.name)
        out = reader.say("sign_out")
        who = fill(WHO, product=product.code, signed_in=signed_in, mark=reader.mark, sign_out=out)
    other = next(one for one in LANGUAGES if one != reader.language)
    text = fill(
        FRAME,
        language=reader.language,
        title=title,
        skip=reader.say("skip"),
        home=f"/{product.code}/" if product else "/",
        brand=product.name if product else reader.say("applications"),
        who=who,
        place=place,
        body=joined(parts),
        stand_in=reader.say("stand_in"),
        other=other,
        other_language=reader.say("other_language"),
    )
    return Response(text.encode(), status)


def lead(text: str) -> Html:
    return fill(LEAD, text=text)


def note(text: str, kind: str = "info") -> Html:
    role = Html(' role="status"' if kind == "success" else "")
    return fill(NOTE, text=text, kind=kind, role=role)


def button(label: str, address: str) -> Html:
    return fill(BUTTON, label=label, address=address, more=NOTHING, then=NOTHING)


def there_and_on(there: str, address: str, on: str, back: str) -> Html:
    """Somewhere else in a window of its own, and what to press after coming back."""
    more = Html(' target="_blank" rel="noopener"')
    then = fill(THEN, label=on, address=back)
    return fill(BUTTON, label=there, address=address, more=more, then=then)


def link(label: str, address: str) -> Html:
    return fill(LINK, label=label, address=address)


def post(reader: Reader, label: str, address: str) -> Html:
    return fill(POST, label=label, address=address, mark=reader.mark)


def entry(
    name: str, label: str, value: str = "", error: str = "", kind: str = "text", more: str = ""
) -> Html:
    """A field with its label and, below it, what is wrong."""
    if error:
        more += f' aria-invalid="true" aria-describedby="{name}-error"'
    told = fill(ERROR, name=name, text=error) if error else NOTHING
    return fill(FIELD, name=name, label=label, value=value, kind=kind, more=Html(more), error=told)


def message(
    reader: Reader,
    name: str,
    *more: Html,
    product: Product | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """A page that says one thing: its heading is `name_title`, its sentence `name`."""
    said = lead(reader.say(name))
    return page(reader, reader.say(f"{name}_title"), said, *more, product=product, status=status)


def start(reader: Reader) -> Response:
    """Which application."""
    cards = joined(
        fill(
            '<li class="card"><h2>{name}</h2><p>{about}</p>'
            '<p><a class="button" href="/{code}/">{open}</a></p></li>\n',
            name=one.name,
            about=reader.say(one.word("about")),
            code=one.code,
            open=reader.say("open", name=one.name),
        )
        for one in PRODUCTS.values()
    )
    listed = fill('<ul class="cards">{cards}</ul>\n', cards=cards)
    return page(reader, reader.say("applications"), lead(reader.say("start_lead")), listed)
