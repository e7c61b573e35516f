"""What becomes of a person's voices when they delete their account: they count on, without a name and without words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import User
from klucznik.help.models import Voice
from klucznik.help.voices import new_browser, visitor_of


class Voices:
    """Fulfills accounts.departures.Departure."""

    def hold(self, user: User) -> None:
        """Nothing is shown that could change."""

    def preview(self, user: User) -> list[Consequence]:
        return []

    def inventory(self, user: User) -> list[Holding]:
        count = Voice.objects.filter(person=user).count()
        reason = _(
            "That an article helped or not is counted on; who said so, and in which words, is deleted."
        )
        return [Holding(_("What you said of help articles"), count, reason, stays=True)]

    def carry_out(self, user: User, actor: User | None) -> None:
        """Nothing ends with the request: voices give no rights."""

    def anonymize(self, user: User) -> None:
        """Each becomes the voice of a browser that nobody has."""
        for voice in Voice.objects.filter(person=user):
            voice.person, voice.visitor, voice.words = None, visitor_of(new_browser()), ""
            voice.save(update_fields=["person", "visitor", "words"])
