"""The link by which somebody ends letters of news without signing in: signed, of one person, for this topic only."""

from __future__ import annotations

from django.core import signing

from klucznik.accounts.models import User

SALT = "news.unsubscribe"


def unsubscribe_token(person: User) -> str:
    """It does not run out: whoever finds an old letter may use its link."""
    return signing.Signer(salt=SALT, sep=".").sign(person.public_id)


def person_of(token: str) -> User | None:
    """Whose token it is; None for one that is broken, or whose person has gone."""
    try:
        public_id = signing.Signer(salt=SALT, sep=".").unsign(token)
    except signing.BadSignature:
        return None
    return User.objects.filter(public_id=public_id, deleted_at=None).first()
