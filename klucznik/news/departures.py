"""What notices keep about somebody who deletes their account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import User
from klucznik.news.models import PutAway


class News:
    """Fulfills accounts.departures.Departure."""

    def hold(self, user: User) -> None:
        """Nothing here depends on them."""

    def preview(self, user: User) -> list[Consequence]:
        """Nobody loses anything by it."""
        return []

    def inventory(self, user: User) -> list[Holding]:
        """What they put away goes."""
        count = PutAway.objects.filter(person=user).count()
        return [Holding(_("Notices that you put away"), count)]

    def carry_out(self, user: User, actor: User | None) -> None:
        """Nothing happens before the end."""

    def anonymize(self, user: User) -> None:
        """Which notices they read is nobody's business."""
        PutAway.objects.filter(person=user).delete()
