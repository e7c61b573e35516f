"""What a person takes out about help: what they said of articles while signed in."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.help.models import Voice


def voices(user: User) -> Rows:
    said = Voice.objects.filter(person=user).order_by("at")
    return list(
        said.values("language", "helpful", "reason", "words", "at").annotate(
            article_key=F("article__key")
        )
    )


PARTS = [Part("article-voices", _("What you said of help articles"), voices)]
