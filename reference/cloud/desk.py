"""The documents of one company on somebody's desk: the portal is asked before each look and each change."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from klucznik_client import Access, NotSignedIn
from reference.cloud.entrance_pages import no_access
from reference.cloud.notebook import Full, Notebook, typed
from reference.cloud.notebook_pages import notebook as notebook_page
from reference.cloud.pages import link, message, note
from reference.cloud.places import CLIENT, Place, access_to, find_place
from reference.cloud.visit import NotOpen, Visit
from reference.cloud.web import Html, Response, redirect


@dataclass(frozen=True)
class Desk:
    """What somebody has in front of them: nothing of an earlier answer of the portal is kept."""

    visit: Visit
    book: Notebook
    place: Place
    access: Access

    @classmethod
    def at(cls, visit: Visit, book: Notebook, key: str) -> Desk:
        """NotOpen when this person does not open the application there now."""
        token = visit.session.token
        if not token:
            raise NotSignedIn("not_signed_in", "Sign in first.", status=401)
        place = find_place(visit.portal, token, key)
        product = visit.product.code
        access = access_to(visit.portal, token, place, product) if place else None
        if place is None or access is None:
            raise NotOpen(_gone(visit, is_client=key.startswith(CLIENT)))
        if not access.opens or not place.documents:
            raise NotOpen(no_access(visit.reader, visit.product, place, access))
        return cls(visit, book, place, access)

    def show(self, *more: Html, **told: object) -> Response:
        query = self.visit.request.query
        before = query.get("before", "")
        entries, older = self.book.listed(
            self.place.documents,
            self.visit.product.code,
            int(before) if before.isascii() and before.isdigit() and len(before) < 18 else 0,
        )
        further = [link(self.visit.reader.say("older"), f"?before={older}")] if older else []
        return notebook_page(
            self.visit.reader,
            self.visit.product,
            self.place,
            self.access,
            entries,
            *more,
            further=further,
            is_saved="saved" in query,
            **told,  # type: ignore[arg-type]
        )

    def add(self) -> Response:
        """A new entry, if the portal lets this person change anything now."""
        visit = self.visit
        if not self.access.can_change:
            return self.show(status=HTTPStatus.FORBIDDEN)
        fields = dict(visit.request.form)
        entry, wrong = typed(fields, visit.product.read, visit.session.name)
        if entry is None:
            return self.show(typed=fields, wrong=wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            self.book.add(self.place.documents, visit.product.code, entry)
        except Full:
            full = note(visit.reader.say("full"), "warning")
            return self.show(full, typed=fields, status=HTTPStatus.CONFLICT)
        return redirect(f"{visit.home}{self.place.key}/?saved=1")

    def export(self) -> Response:
        """Reading includes taking along, in every mode that opens at all."""
        product, say = self.visit.product, self.visit.reader.say
        header = [say("day"), say(product.word("what")), say(product.word("third")), say("by")]
        data = self.book.exported(self.place.documents, product.code, header)
        named = f'attachment; filename="{product.code}.csv"'
        return Response(
            data, kind="text/csv; charset=utf-8", headers=[("Content-Disposition", named)]
        )


def _gone(visit: Visit, *, is_client: bool) -> Response:
    """A stranger does not learn whether there is such a company."""
    switch = link(visit.reader.say("switch"), f"{visit.home}?choose=1")
    name = "client_gone" if is_client else "not_found"
    status = HTTPStatus.NOT_FOUND
    return message(visit.reader, name, switch, product=visit.product, status=status)
