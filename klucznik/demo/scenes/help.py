"""What customers asked the vendor, what readers said of articles, and what the vendor announced."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from klucznik.contact.actions.answering import answer, note
from klucznik.contact.actions.opening import open_ticket
from klucznik.contact.models import Ticket
from klucznik.core import clock
from klucznik.demo.casting import company, person
from klucznik.demo.scenes.licenses import product
from klucznik.demo.scenes.order import scene
from klucznik.help.actions.voices import give_voice
from klucznik.help.models import Article
from klucznik.news.actions.publishing import publish
from klucznik.news.actions.writing import Content, draft

VOICES = {
    "anna": ("free-device", True, "", ""),
    "bartek": ("add-users", True, "", ""),
    "celina": ("declaration", True, "", ""),
    "hanna": ("office-share", False, "unclear", "Nie wiem, kiedy klient zobaczy swoje dane."),
    "jan": ("license-number", True, "", ""),
    "marek": ("license-number", False, "other_subject", "Szukałem numeru dla starej wersji."),
}


@scene(days_ago=20)
def a_new_version_is_announced() -> None:
    tell(
        Content(
            kind="version",
            titles={"pl": "Subiekt nexo 58", "en": "Subiekt nexo 58"},
            bodies={
                "pl": "Szybciej otwiera listy dokumentów. Program zaproponuje ją, gdy go uruchomisz.",
                "en": "The new version opens lists of documents faster. The program offers it at its next start.",
            },
            products=[product("subiekt-nexo")],
        )
    )


@scene(days_ago=6)
def readers_say_what_helped() -> None:
    for who, (key, helpful, reason, words) in VOICES.items():
        give_voice(
            person(who),
            Article.objects.get(key=key),
            visitor="",
            language="pl",
            helpful=helpful,
            reason=reason,
            words=words,
        )


@scene(days_ago=5)
def anna_asks_about_a_computer() -> None:
    open_ticket(
        person("anna"),
        topic="licenses",
        subject="Stary komputer zajmuje stanowisko",
        text="Komputer w sklepie się zepsuł. Czy mogę sama zwolnić jego stanowisko i co stanie się z danymi?",
        company=company("alfa"),
        with_administrators=True,
    )


@scene(days_ago=4)
def ewa_answers_her() -> None:
    ticket = Ticket.objects.get(subject="Stary komputer zajmuje stanowisko")
    ewa = person("ewa")
    note(ewa, ticket, text="Zepsuty komputer, nie kradzież: wystarczy zwolnienie stanowiska.")
    answer(
        ewa,
        ticket,
        text="Tak. W Moich produktach otwórz licencję, kartę Urządzenia i zwolnij stanowisko. "
        "Dane zostają na dysku i w kopiach, portal ich nie rusza.",
        seen=ticket.messages.order_by("pk").last().public_id,  # type: ignore[union-attr]
    )


@scene(days_ago=2)
def a_break_is_announced() -> None:
    night = timezone.make_aware(
        datetime.combine(clock.today() + timedelta(days=5), datetime.min.time())
    )
    tell(
        Content(
            kind="break",
            impact="down",
            titles={"pl": "Przerwa w Subiekcie 123", "en": "Break of Subiekt 123"},
            bodies={
                "pl": "Przenosimy aplikację na nowe serwery. Dane są bezpieczne, nic nie trzeba robić.",
                "en": "We move the application to new servers. Your data are safe, nothing has to be done.",
            },
            services=["app:subiekt-123"],
            products=[product("subiekt-123")],
            starts_at=night + timedelta(hours=22),
            ends_at=night + timedelta(hours=26),
        )
    )


@scene(days_ago=0.5)
def hanna_waits_for_an_answer() -> None:
    open_ticket(
        person("hanna"),
        topic="offices",
        subject="Klient nie widzi zaproszenia",
        text="Klient twierdzi, że nie dostał zaproszenia do aplikacji. Adres jest dobry. Co może zrobić?",
        company=company("saldo"),
    )


def tell(content: Content) -> None:
    """Henryk writes a notice and publishes it."""
    publish(person("henryk"), draft(person("henryk"), content))
