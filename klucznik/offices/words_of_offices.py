"""The word of an accounting office about somebody who asks for the keys of its client: when it counts, whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, MembershipQuerySet
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may, roles_with
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import ROLE_KINDS, Declaration, Notified
from klucznik.declarations.proving import is_provable
from klucznik.declarations.states import PROVABLE, State
from klucznik.offices.models import Client, Share, Word
from klucznik.offices.standing import is_office
from klucznik.recovery.recipients import KNOWN_LONG

# A letter that nobody has sent yet is nobody's business but its writer's.
ASKED_IN = PROVABLE - {State.DRAFT}
MOST = 50


def offices_asked(case: Declaration) -> list[Company]:
    """The offices that served the company long before the case began, and still do; never those of the claimant.

    A relation that is younger may be the work of whoever claims, and an office does not vouch for its own people.
    """
    shares = Share.objects.active().filter(
        company=case.company_id, accepted_at__lte=case.prepared_at - KNOWN_LONG
    )
    offices = Company.objects.filter(office_clients__shares__in=shares).distinct().order_by("pk")
    own = Membership.objects.filter(user=case.claimant_id, company__in=offices)
    return list(offices.exclude(pk__in=own.values("company")))


def speakers(office: Company) -> MembershipQuerySet:
    """Who speaks for an office: those who manage its clients."""
    roles = roles_with(Permission.CLIENTS_MANAGE)
    return Membership.objects.active().filter(company=office, role__in=roles)


def addressees(case: Declaration) -> Iterator[User]:
    """Fulfills settings.OFFICE_ADDRESSES: who is told, in each office that is asked, that somebody claims the keys."""
    for office in offices_asked(case):
        for place in speakers(office).select_related("user").order_by("pk"):
            if place.user.is_reachable:
                yield place.user


def asked(case: Declaration) -> Iterator[tuple[Company, Notified]]:
    """Who is asked for the office's word when the letter comes in: those told of the case who speak for the office."""
    if not letter_of(case.kind).weighs:
        return
    told = Notified.objects.filter(declaration=case, standing=Notified.Standing.OFFICE)
    voices = {voice.user_id: voice for voice in told.select_related("user") if voice.user_id}
    for office in offices_asked(case):
        for place in speakers(office).filter(user__in=list(voices)).order_by("pk"):
            yield office, voices[place.user_id]


def voices_asked(case: Declaration) -> list[int]:
    """Fulfills settings.ASKED_OTHERWISE."""
    return [voice.pk for _office, voice in asked(case)]


def is_asked(case: Declaration, office: Company) -> bool:
    """Whether the office can say its word now; a word that was said is not changed."""
    if not is_provable(case) or case.state not in ASKED_IN:
        return False
    return office in offices_asked(case) and word_of(case, office) is None


def word_of(case: Declaration, office: Company) -> Word | None:
    return Word.objects.filter(declaration=case, office=office).select_related("said_by").first()


def cases_of(office: Company) -> list[Declaration]:
    """Open cases about the keys of the office's clients in which it is asked or was heard, the newest first."""
    companies = Share.objects.active().filter(client__office=office).values("company")
    rows = Declaration.objects.filter(
        company__in=companies, kind__in=ROLE_KINDS, state__in=ASKED_IN
    ).select_related("company", "claimant")
    heard = {word.declaration_id: word for word in Word.objects.filter(office=office)}
    found = []
    for case in rows.order_by("-id")[:MOST]:
        case.word = heard.get(case.pk)  # type: ignore[attr-defined]
        if case.word or is_asked(case, office):  # type: ignore[attr-defined]
            found.append(case)
    return found


def client_in(case: Declaration, office: Company) -> Client | None:
    """As which of its clients the office knows the company of the case."""
    shares = Share.objects.active().filter(company=case.company_id)
    return Client.objects.current().filter(office=office, shares__in=shares).first()


def confirms(case: Declaration) -> bool:
    """Fulfills settings.OFFICE_WORD: an office that serves the company vouches for the claimant, and none denies it."""
    words = Word.objects.filter(declaration=case, office__in=offices_asked(case))
    said = set(words.values_list("confirms", flat=True))
    return said == {True}


def notice(membership: Membership) -> Notice | None:
    """Somebody asks for the keys of a client: those who speak for the office say whether they know the person."""
    if not may(membership, Permission.CLIENTS_MANAGE) or not is_office(membership.company):
        return None
    waiting = [case for case in cases_of(membership.company) if not case.word]  # type: ignore[attr-defined]
    if not waiting:
        return None
    title = ngettext(
        "Somebody asks for the keys of your client",
        "Somebody asks for the keys of %(count)s of your clients",
        len(waiting),
    )
    return Notice(
        weight=78,
        tone="warning",
        title=title % {"count": len(waiting)},
        text=_("Say whether this person acts for the client: it makes taking over harder."),
        action=_("Say whether you know them"),
        url=reverse("offices:words", args=[membership.company.public_id]),
    )
