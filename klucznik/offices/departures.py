"""What ends and goes of offices and shares when a person deletes their account."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import User
from klucznik.events.erasing import forget_values_about
from klucznik.events.models import EventDetails
from klucznik.offices.models import Assignment, Share, ShareQuerySet, Word


class Offices:
    """Fulfills accounts.departures.Departure; whom somebody served ends with their place in the office."""

    def hold(self, user: User) -> None:
        """The companies are locked by whoever ends the places in them."""

    def preview(self, user: User) -> list[Consequence]:
        """The company's own line in the warning says enough."""
        return []

    def inventory(self, user: User) -> list[Holding]:
        """Addresses go; who served whom, and who accepted what, stays without a name."""
        accepted = Share.objects.filter(Q(accepted_by=user) | Q(asked_by=user)).count()
        served = Assignment.objects.filter(member=user).count()
        said = Word.objects.filter(said_by=user).count()
        return [
            Holding(_("Invitations of accounting offices to your address"), _invited(user).count()),
            Holding(
                _("Clients that you served, and what you accepted from an accounting office"),
                accepted + served + said,
                _("Without your name: both companies must be able to show who was allowed what."),
                stays=True,
            ),
        ]

    def carry_out(self, user: User, actor: User | None) -> None:
        """An invitation that waits stays the office's: it corrects the address."""

    def anonymize(self, user: User) -> None:
        """The address leaves invitations, also those corrected since, and the history of those invitations."""
        invited, email = _invited(user), user.email.lower()
        written = Q(values__email=email) | Q(values__old=email) | Q(values__account=email)
        named = EventDetails.objects.filter(written, event__subject_type=Share._meta.label)
        keys = {*invited.values_list("pk", flat=True)}
        keys |= {key for key in named.values_list("event__subject_id", flat=True) if key}
        forget_values_about(Share, sorted(keys), user)
        invited.update(email="")


def _invited(user: User) -> ShareQuerySet:
    return Share.objects.filter(email__iexact=user.email).exclude(email="")
