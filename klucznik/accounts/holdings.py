"""What there is about a person in their account itself, in the history and in the messages."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import AddressChange, User
from klucznik.core import clock
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail

# Claims lapse after six years, at the end of a calendar year (Art. 118 of the Civil Code).
CONSENTS_KEPT_YEARS = 6


class OwnAccount:
    """Fulfills accounts.departures.Departure for the account's own rows; the action itself empties them."""

    def hold(self, user: User) -> None:
        """The action locks the account."""

    def preview(self, user: User) -> list[Consequence]:
        return []

    def inventory(self, user: User) -> list[Holding]:
        return [*_going(user), *_staying(user)]

    def carry_out(self, user: User, actor: User | None) -> None:
        """The action ends the sessions."""

    def anonymize(self, user: User) -> None:
        """The action empties the account after all parts have."""


def _going(user: User) -> list[Holding]:
    events = Event.objects.filter(actor=user).exclude(details__address="")
    return [
        Holding(_("Name, sign-in address, password, language"), 1),
        Holding(_("Changes of the address"), AddressChange.objects.filter(user=user).count()),
        Holding(
            _("Second steps and backup codes"), Authenticator.objects.filter(user=user).count()
        ),
        Holding(_("Browsers and sessions"), user.devices.count() + user.sessions.count()),
        Holding(
            _("Messages to you, with notifications"),
            SentEmail.objects.filter(recipient=user).count(),
        ),
        Holding(_("Copies of your data"), user.take_outs.count()),
        Holding(_("IP addresses and browsers in the history"), events.count()),
    ]


def _staying(user: User) -> list[Holding]:
    return [
        Holding(
            _("Entries of the history"),
            Event.objects.filter(Q(actor=user) | Q(person=user)).count(),
            _(
                "Without your name: companies must be able to show what was done in them (Art. 6(1)(f) GDPR)."
            ),
            stays=True,
        ),
        Holding(
            _("What you agreed to"),
            user.consents.count(),
            _(
                "Proof that there was a consent, without your name, until claims lapse (Art. 17(3)(e) GDPR)."
            ),
            stays=True,
            until=date(clock.today().year + CONSENTS_KEPT_YEARS, 12, 31),
        ),
    ]
