"""The pictures and files of articles: added under a plain name, removed when no reader sees them."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations.scanning import scan
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.help.errors import FileInUse, NameTaken, TooManyFiles
from klucznik.help.files import FitFile
from klucznik.help.models import Article, Attachment
from klucznik.help.rendering.known import address_of
from klucznik.help.texts import lock

MOST_FILES = 40


def add_attachment(actor: User, article: Article, *, file: FitFile) -> Attachment:
    """Keep a file that fits (help/files.py), once the antivirus program has nothing against it."""
    scan(file.data)
    return _keep(actor, article, file)


@transaction.atomic
def _keep(actor: User, article: Article, file: FitFile) -> Attachment:
    article = lock(article)
    there = set(article.attachments.filter(removed_at=None).values_list("name", flat=True))
    if file.name in there:
        raise NameTaken
    if len(there) >= MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    kept = Attachment.objects.create(
        article=article,
        name=file.name,
        media_type=file.media_type,
        is_picture=file.is_picture,
        size=len(file.data),
        sha256=file.sha256,
        original_sha256=file.original_sha256,
        data=file.data,
        added_by=actor,
    )
    _tell(Kind.ARTICLE_FILE_ADDED, actor, kept)
    return kept


@transaction.atomic
def remove_attachment(actor: User, attachment: Attachment) -> Attachment:
    """Its bytes go at once; refused while a published text shows it or leads to it."""
    article = lock(attachment.article)
    found = article.attachments.select_for_update().get(pk=attachment.pk)
    if found.removed_at is not None:
        return found
    if article.texts.filter(html__contains=address_of(found)).exists():
        raise FileInUse
    found.removed_at, found.data = clock.now(), b""
    found.save(update_fields=["removed_at", "data"])
    _tell(Kind.ARTICLE_FILE_REMOVED, actor, found)
    return found


def _tell(kind: Kind, actor: User, file: Attachment) -> None:
    record(
        kind,
        actor=actor,
        subject=file.article,
        by_staff=True,
        name=file.name,
        key=file.article.key,
        sha256=file.sha256,
    )
