"""Parts of addresses about notices."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.news.tokens import unsubscribe_token
from tests.cast import Cast
from tests.news.telling import drafted, told


def of_news(cast: Cast, person: User) -> dict[str, str]:
    """A published notice for readers, a draft for the staff, and the link of a letter."""
    return {
        "news <notice>": told(cast.henryk).public_id,
        "staff <notice>": drafted(cast.henryk).public_id,
        "token": unsubscribe_token(person),
    }
