"""What tickets keep about somebody who deletes their account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import User
from klucznik.contact.erasing import leave
from klucznik.contact.models import Ticket


class Tickets:
    """Fulfills accounts.departures.Departure."""

    def hold(self, user: User) -> None:
        """Nothing that the preview speaks of."""

    def preview(self, user: User) -> list[Consequence]:
        """A ticket is worth no warning: it can be opened anew at any time."""
        return []

    def inventory(self, user: User) -> list[Holding]:
        """Own tickets go; those shown to a company's administrators stay without a name."""
        own = Ticket.objects.filter(person=user, erased_at=None)
        return [
            Holding(
                _("Your tickets, with messages and files"),
                own.filter(with_administrators=False).count(),
            ),
            Holding(
                _("Your tickets that the administrators of a company see"),
                own.filter(with_administrators=True).count(),
                _("Without your name, two years from their closing: they are the company's, too."),
                stays=True,
            ),
        ]

    def carry_out(self, user: User, actor: User | None) -> None:
        """Until the deletion is final, an answer may still come."""

    def anonymize(self, user: User) -> None:
        """Words and files go; names in what stays are replaced with all others."""
        leave(user)
