"""The two ways to write about a case: to its claimant, and to everybody who may object."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from klucznik.declarations.fatigue import is_spared
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import (
    Declaration,
    Notified,
)
from klucznik.declarations.voices import address_of, masked, objection_secret
from klucznik.events.models import Event
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send

OTHERS = [
    Notified.Standing.ADMINISTRATOR,
    Notified.Standing.FORMER_ADMINISTRATOR,
    Notified.Standing.REGISTER,
    Notified.Standing.REPRESENTATIVE,
    Notified.Standing.ACCOUNT,
    Notified.Standing.CONTACT,
    Notified.Standing.OFFICE,
]


@mail_link("objection")
def objection_link(key: int) -> str:
    """The address that only this person's message carries."""
    voice = Notified.objects.get(pk=key)
    secret = objection_secret(voice.public_id, voice.nonce)
    return reverse("declarations:objection", args=[secret])


def case_of(event: Event) -> Declaration:
    """The case that an event is about."""
    found = Declaration.objects.select_related("company", "claimant")
    return found.get(pk=event.subject_id or 0)


def tell_claimant(event: Event, message: str, case: Declaration, **more: Any) -> None:
    """Write to the person who asks."""
    letter = letter_of(case.kind)
    send(
        letter.message(message),
        to=case.claimant,
        event=event,
        company_name=case.company.name,
        number=case.number,
        url=reverse("declarations:case", args=[case.public_id]),
        **letter.telling(case),
        **more,
    )


def asked_otherwise(case: Declaration) -> set[int]:
    """Voices (by key) that get a message of their own when somebody asks, from a part above."""
    return {key for path in settings.ASKED_OTHERWISE for key in import_string(path)(case)}


def tell_others(
    event: Event,
    message: str,
    case: Declaration,
    *,
    standings: list[Any] = OTHERS,
    but: Collection[int] = (),
    **more: Any,
) -> None:
    """Write to those who may object. Who holds or held the keys learns who asks, others a masked address."""
    letter = letter_of(case.kind)
    voices = Notified.objects.filter(declaration=case, standing__in=standings).exclude(pk__in=but)
    for voice in voices.exclude(sealed_email="").order_by("id"):
        if is_spared(event, address_of(voice)):
            continue
        send(
            letter.message(message),
            to=Address(address_of(voice), voice.language),
            event=event,
            links={"link": ("objection", voice.pk)},
            company_name=case.company.name,
            number=case.number,
            check_url=reverse("declarations:check"),
            person=case.claimant.display_name if voice.may_freeze else "",
            email=case.login if voice.may_freeze else masked(case.login),
            standing=voice.standing,
            may_freeze=voice.may_freeze,
            **letter.telling(case),
            **more,
        )
