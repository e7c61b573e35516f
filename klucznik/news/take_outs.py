"""What a person takes out about notices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.news.models import PutAway


def put_away(user: User) -> Rows:
    """Which notices they put away, and when."""
    found = PutAway.objects.filter(person=user).select_related("notice").order_by("pk")
    return [{"notice": one.notice.title, "at": one.at} for one in found]


PARTS = [Part("notices-put-away", _("Notices that you put away"), put_away)]
