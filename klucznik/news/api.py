"""Planned breaks and the state of the services for programs and monitors: open to everybody, the same for all."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Router

from klucznik.core import clock
from klucznik.news.models import Notice
from klucznik.news.notices import speaking
from klucznik.news.parts import Service, services
from klucznik.news.schemas import NoticesOut, ServiceNoticeOut, ServiceOut, WordsOut
from klucznik.news.states import HAPPENING, LASTING, Impact, Kind, is_told_in_portal, worst
from klucznik.news.views.fresh import OF_ALL, fresh

router = Router(tags=["notices"])
MOST = 50


@router.get("", auth=None, response=NoticesOut)
def notices(request: HttpRequest) -> HttpResponse:
    """What holds now and what is planned within a week; kept for a minute, 304 to whoever has it already."""
    now, known = clock.now(), services()
    rows = speaking().filter(for_administrators=False).prefetch_related("products")
    found = [one for one in rows[:MOST] if is_told_in_portal(one.times, now)]
    told = [(one.pk, one.changed_at, one.phase.value) for one in found]
    mark = repr((told, [one.code for one in known]))
    changed_at = max((one.changed_at for one in found), default=None)
    return fresh(request, mark, lambda: _answer(found, known), changed_at=changed_at, keep=OF_ALL)


def _answer(found: list[Notice], known: list[Service]) -> HttpResponse:
    parts = [_service(one, found) for one in known]
    impact = worst([_impact(one).value for one in found])
    told = NoticesOut(impact=impact, services=parts, notices=[_notice(one) for one in found])
    return HttpResponse(told.model_dump_json(), content_type="application/json; charset=utf-8")


def _service(service: Service, found: list[Notice]) -> ServiceOut:
    touched = [_impact(one).value for one in found if service.code in one.services]
    names = {}
    for language in ("pl", "en"):
        with translation.override(language):
            names[language] = str(service.name)
    return ServiceOut(code=service.code, name=_words(names), impact=worst(touched))


def _notice(notice: Notice) -> ServiceNoticeOut:
    published_at = notice.published_at or notice.made_at
    return ServiceNoticeOut(
        id=notice.public_id,
        kind=Kind(notice.kind),
        phase=notice.phase,
        impact=Impact(notice.current_impact) if notice.kind in LASTING else Impact.NONE,
        title=_words(notice.titles),
        services=list(notice.services),
        products=sorted(product.code for product in notice.products.all()),
        published_at=published_at,
        changed_at=notice.changed_at,
        starts_at=notice.times.begins_at if notice.kind in LASTING else notice.starts_at,
        ends_at=notice.ends_at,
        url=settings.PUBLIC_URL + notice.get_absolute_url(),
    )


def _impact(notice: Notice) -> Impact:
    """What it does now: a break that is only planned does nothing yet."""
    return Impact(notice.current_impact) if notice.phase in HAPPENING else Impact.NONE


def _words(by_language: Mapping[str, str]) -> WordsOut:
    polish, english = by_language.get("pl", ""), by_language.get("en", "")
    return WordsOut(pl=polish or english, en=english or polish)
