"""What letters and mergings keep about somebody who deletes their account."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations.models import Declaration
from klucznik.letters.models import AddressMove, Merge


class Letters:
    """Fulfills accounts.departures.Departure."""

    def hold(self, user: User) -> None:
        """The companies are locked by whoever ends the places in them."""

    def preview(self, user: User) -> list[Consequence]:
        """The company's own line in the warning says enough."""
        return []

    def inventory(self, user: User) -> list[Holding]:
        """Addresses go; that two accounts were one stays, without a name."""
        return [
            Holding(
                _("Addresses that a letter changed"),
                AddressMove.objects.filter(person=user).count(),
            ),
            Holding(
                _("Mergings of your accounts"),
                Merge.objects.filter(Q(kept=user) | Q(merged=user), done_at__isnull=False).count(),
                _("Without your name: which place passed from one account to another."),
                stays=True,
            ),
        ]

    def carry_out(self, user: User, actor: User | None) -> None:
        """Nobody merges into an account that goes."""
        waiting = Merge.objects.filter(kept=user, done_at=None, canceled_at=None)
        waiting.update(canceled_at=clock.now())

    def anonymize(self, user: User) -> None:
        """The addresses in the rows and in the person's own letters."""
        AddressMove.objects.filter(person=user).update(
            old_email="", new_email="", held_until=clock.now()
        )
        for case in Declaration.objects.filter(claimant=user).exclude(about={}):
            content = case.content | {"details": []} if case.content else {}
            about = {
                key: value for key, value in case.about.items() if key not in ("email", "owner")
            }
            Declaration.objects.filter(pk=case.pk).update(content=content, about=about)
