"""Pages on the way in: the entrance, the code, the choice of a company, the first entry by number, no access."""

from __future__ import annotations

from http import HTTPStatus

from klucznik_client import Access
from reference.cloud.pages import (
    NOTHING,
    Reader,
    button,
    entry,
    lead,
    link,
    message,
    note,
    page,
    post,
    there_and_on,
)
from reference.cloud.places import Place, Places
from reference.cloud.products import Product
from reference.cloud.signing_in import Begun
from reference.cloud.web import Html, Response, fill, joined

# What an administrator can mend; with anything else a request would be in vain.
GRANTABLE = frozenset({"associated", "tick_ended", "no_tick", "no_free_place"})


def entrance(reader: Reader, product: Product, *, has_ended: bool = False) -> Response:
    """Nobody is signed in."""
    return page(
        reader,
        product.name,
        note(reader.say("ended")) if has_ended else NOTHING,
        lead(reader.say("enter_lead")),
        post(reader, reader.say("sign_in"), f"/{product.code}/sign-in/"),
        link(reader.say("have_number"), f"/{product.code}/first/"),
        product=product,
    )


def waiting(reader: Reader, product: Product, begun: Begun, *, is_asked: bool) -> Response:
    """The code, until the person has answered in the portal and comes back."""
    return page(
        reader,
        reader.say("confirm_title"),
        note(reader.say("still_waiting"), "warning") if is_asked else NOTHING,
        lead(reader.say("confirm_lead")),
        fill(
            '<p class="code"><span>{label}</span> <strong>{code}</strong></p>\n',
            label=reader.say("code"),
            code=begun.code,
        ),
        there_and_on(
            reader.say("open_account"),
            begun.address,
            reader.say("go_on"),
            f"/{product.code}/sign-in/?asked=1",
        ),
        product=product,
    )


def over(reader: Reader, product: Product, code: str) -> Response:
    """The sign-in did not succeed."""
    name = "access_denied" if code == "access_denied" else "expired_token"
    return page(
        reader,
        reader.say("over_title"),
        lead(reader.say(name)),
        post(reader, reader.say("begin_anew"), f"/{product.code}/sign-in/"),
        product=product,
    )


def choice(reader: Reader, product: Product, places: Places, portal: str) -> Response:
    """Own companies, and the clients whom one serves."""
    if not places.own and not places.served:
        return message(
            reader,
            "no_places",
            button(reader.say("go_to_account"), portal),
            link(reader.say("have_number"), f"/{product.code}/first/"),
            product=product,
        )
    further = f"/{product.code}/?{fill('after={mark}', mark=places.next)}"
    return page(
        reader,
        reader.say("choose_title"),
        lead(reader.say("choose_lead")),
        _listed(reader, product, "own_companies", places.own),
        _listed(reader, product, "served_clients", places.served),
        link(reader.say("next_page"), further) if places.next else NOTHING,
        product=product,
    )


def _listed(reader: Reader, product: Product, title: str, places: tuple[Place, ...]) -> Html:
    if not places:
        return NOTHING
    rows = joined(_row(reader, product, one) for one in places)
    return fill(
        '<h2>{title}</h2>\n<ul class="places">{rows}</ul>\n', title=reader.say(title), rows=rows
    )


def _row(reader: Reader, product: Product, place: Place) -> Html:
    told = [reader.say("tax_id", number=place.tax_id.removeprefix("PL"))]
    if place.office:
        told.append(reader.say("served_by", office=place.office))
    if not place.documents:
        told.append(reader.say("not_accepted"))
        template = "<li><strong>{name}</strong><span>{told}</span></li>\n"
    else:
        template = '<li><a href="/{code}/{key}/">{name}</a><span>{told}</span></li>\n'
    return fill(template, code=product.code, key=place.key, name=place.name, told=", ".join(told))


def no_access(reader: Reader, product: Product, place: Place, access: Access) -> Response:
    """The verdict of the portal, and the one thing to do."""
    label = "ask_administrator" if access.verdict in GRANTABLE else "what_next"
    return page(
        reader,
        reader.say("no_access_title", name=product.name),
        lead(access.sentence),
        button(reader.say(label), access.url) if access.url else NOTHING,
        note(reader.say("no_access_kept")),
        link(reader.say("switch"), f"/{product.code}/?choose=1"),
        product=product,
        place=fill('<p class="place">{name}</p>\n', name=place.name),
        status=HTTPStatus.FORBIDDEN,
    )


def first(
    reader: Reader, product: Product, typed: dict[str, str] | None = None, wrong: str = ""
) -> Response:
    """A client who has only a number: it leads to the invitation, and to nothing else."""
    typed = typed or {}
    fields = joined(
        entry(
            name,
            reader.say(f"first_{name}"),
            typed.get(name, ""),
            more=' required autocomplete="off"',
        )
        for name in ("tax_id", "number")
    )
    form = fill(
        '<form class="entries" method="post"><input type="hidden" name="mark" value="{mark}">{fields}'
        '<button class="button">{send}</button></form>\n',
        mark=reader.mark,
        fields=fields,
        send=reader.say("first_send"),
    )
    return page(
        reader,
        reader.say("first_title"),
        lead(reader.say("first_lead", name=product.name)),
        note(wrong, "danger") if wrong else NOTHING,
        form,
        link(reader.say("back"), f"/{product.code}/"),
        product=product,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


def sent(reader: Reader, product: Product) -> Response:
    """The same for every number."""
    return message(
        reader,
        "sent",
        note(reader.say("paper_free")),
        link(reader.say("back"), f"/{product.code}/"),
        product=product,
    )
