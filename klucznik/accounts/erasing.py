"""Finding a deleted person everywhere: every text of every table is searched, so that a new table needs no word here.

Each part erases what it knows of (departures). This looks for the rest: an address or a name in messages to others, in
reasons, in answers. It reads whole tables, which is why each account is deleted by a job of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext, override

from klucznik.accounts.models import AddressChange, Session, User
from klucznik.events.erasing import forget_values
from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventDetails

# Left alone, each for a reason: the history is unchangeable and holds no personal values (those are EventDetails),
# a company's name and addresses are its own, a letter of somebody else says what they signed, and the account's own
# row is emptied last.
SPARED = {
    "events.Event",
    "events.EventSeal",
    "companies.Company",
    "declarations.Declaration",
    "accounts.User",
    "accounts.Session",
}
COMPANY = "companies.Company"
AS_TEXT = "_as_text"


@dataclass(frozen=True)
class Place:
    """One value of one row that names the person, and by which words."""

    model: type[models.Model]
    key: int
    field: models.Field[Any, Any]
    wanted: re.Pattern[str]


@dataclass
class Traces:
    """Where a person was found."""

    person: User
    sessions: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def find_traces(user: User) -> Traces:
    """Search all texts for the person's addresses, and for their names in what has to do with them."""
    traces = Traces(user)
    addresses, names = _addresses(user), _names(user)
    companies = list(_companies(user))
    for model in searched_models():
        traces.places += _places(model, addresses, Q())
        if names and (about := _about(model, user, companies)):
            traces.places += _places(model, names, about)
    traces.sessions = [
        session.session_key
        for session in Session.objects.filter(user=None).iterator()
        if any(address in str(session.get_decoded()).lower() for address in addresses)
    ]
    return traces


def erase_traces(traces: Traces) -> None:
    """Put the placeholder where the person is named still; in the history, empty the values as erasure does."""
    Session.objects.filter(session_key__in=traces.sessions).delete()
    Session.objects.filter(user=traces.person).delete()
    for place in traces.places:
        if place.model is EventDetails:
            forget_values(EventDetails.objects.filter(pk=place.key), traces.person)
        else:
            _erase(place)


def _erase(place: Place) -> None:
    """From the value of now, which another part may have emptied already."""
    name = place.field.name
    row = place.model._base_manager.filter(pk=place.key)
    found = row.first()
    if found is None:
        return
    with override(getattr(found, "language", settings.LANGUAGE_CODE)):
        cleaned = _without(getattr(found, name), place.wanted, place.field)
    if cleaned != getattr(found, name):
        row.update(**{name: cleaned})


def searched_models() -> list[type[models.Model]]:
    """Every table of ours and of the libraries, but for the few that are spared."""
    return [model for model in apps.get_models(True) if model._meta.label not in SPARED]


def text_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Fields in which somebody could be named: free text and JSON, not choices or keys."""
    return [
        one
        for one in model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField | models.JSONField)
        and not one.primary_key
        and not one.choices
        and one.name != "public_id"
    ]


def _places(model: type[models.Model], needles: set[str], about: Q) -> Iterator[Place]:
    """Values that hold one of the needles; each table is read once, however many texts a row has."""
    fields = text_fields(model)
    if not fields:
        return
    wanted = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in sorted(needles)), re.I)
    columns = {f"{one.name}{AS_TEXT}": Cast(one.name, models.TextField()) for one in fields}
    spelled = _spelled(needles)
    held = Q()
    for column in columns:
        for form in spelled:
            held |= Q(**{f"{column}__icontains": form})
    rows = model._base_manager.annotate(**columns).filter(about & held)
    for key, *texts in rows.values_list("pk", *columns).distinct():
        for one, text in zip(fields, texts, strict=True):
            if text and any(form.lower() in text.lower() for form in spelled):
                yield Place(model, key, one, wanted)


def _without(value: Any, wanted: re.Pattern[str], one: models.Field[Any, Any] | None = None) -> Any:
    """The value with a placeholder for the person; an address that was the whole value is simply gone."""
    if isinstance(value, dict):
        return {key: _without(inner, wanted) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, wanted) for inner in value]
    if not isinstance(value, str):
        return value
    if isinstance(one, models.EmailField):
        return wanted.sub("", value)
    return wanted.sub(gettext("a deleted account"), value)[: getattr(one, "max_length", None)]


def _spelled(needles: Iterable[str]) -> set[str]:
    """Also as JSON writes them where it escapes what is not ASCII."""
    return {form for needle in needles for form in (needle, json.dumps(needle)[1:-1])}


def _addresses(user: User) -> set[str]:
    """What the person proved, now or earlier; not what they only typed, nor what is somebody else's by now."""
    found = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    for change in AddressChange.objects.filter(user=user, confirmed_at__isnull=False):
        found |= {change.old_email, change.new_email}
    others = EmailAddress.objects.filter(email__in=found, verified=True).exclude(user=user)
    return {address.lower() for address in found - set(others.values_list("email", flat=True))}


def _names(user: User) -> set[str]:
    """The name of now and earlier ones; alone, neither a first nor a last name is looked for."""
    renamed = EventDetails.objects.filter(event__person=user, event__kind=Kind.ACCOUNT_RENAMED)
    found = {user.get_full_name()}
    for values in renamed.values_list("values", flat=True):
        found |= {str(name) for name in values.values()}
    if user.first_name and user.last_name:
        found.add(f"{user.last_name} {user.first_name}")
    return {name for name in found if " " in name}


def _companies(user: User) -> Iterator[int]:
    """Those in which this person was ever heard of."""
    events = Event.objects.filter(Q(actor=user) | Q(person=user), company__isnull=False)
    yield from events.values_list("company", flat=True).distinct()


def _about(model: type[models.Model], user: User, companies: list[int], depth: int = 2) -> Q:
    """Rows that have to do with the person or with a company of theirs, directly or through another row."""
    found = Q()
    for one in model._meta.concrete_fields:
        target = one.related_model
        if not isinstance(target, type) or not issubclass(target, models.Model):
            continue
        if target is User:
            found |= Q(**{one.name: user.pk})
        elif target._meta.label == COMPANY:
            found |= Q(**{f"{one.name}__in": companies})
        elif depth > 1:
            found |= _through(one.name, _about(target, user, companies, depth - 1))
    return found


def _through(name: str, condition: Q) -> Q:
    """The same condition, asked of the row that `name` points to."""
    asked = Q()
    for path, value in condition.children:  # type: ignore[misc]
        asked |= Q(**{f"{name}__{path}": value})
    return asked
