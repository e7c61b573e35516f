"""What the start page of the demonstration tells: stories to play, by subject."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.demo.stories import account, help, keys, licenses, offices, people
from klucznik.demo.stories.telling import Shelf

SHELVES = [
    Shelf(_("The keys of a company"), keys.STORIES),
    Shelf(_("Licenses and computers"), licenses.STORIES),
    Shelf(_("Accounting offices and their clients"), offices.STORIES),
    Shelf(_("People and their rights"), people.STORIES),
    Shelf(_("Your own account"), account.STORIES),
    Shelf(_("Help, tickets and notices"), help.STORIES),
]
