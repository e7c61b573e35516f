"""Taking one's data out: asked for, made part by part in the background, fetched within a day, forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from klucznik.accounts import storage
from klucznik.accounts.archives import as_json, packed
from klucznik.accounts.errors import TakeOutGone, TakeOutInTheMaking
from klucznik.accounts.models import TakeOut, User
from klucznik.accounts.take_outs import Part, parts
from klucznik.core import vault
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.jobs.queue import enqueue

KEPT = timedelta(hours=24)
WHOLE = "data"


@dataclass(frozen=True)
class Fetched:
    """The file as the browser gets it."""

    name: str
    data: bytes


@transaction.atomic
def ask_for_take_out(actor: User) -> TakeOut:
    """Ask for a copy of one's own data; one at a time. An older copy goes."""
    user = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if user.take_outs.filter(ready_at=None, failed_at=None).exists():
        raise TakeOutInTheMaking
    for older in user.take_outs.filter(ready_at__isnull=False, forgotten_at=None):
        forget_take_out(None, older)
    made = TakeOut(user=user, parts=len(parts()))
    made.sealed_key = vault.wrap(vault.new_key(), context=made.public_id)
    made.save()
    record(Kind.ACCOUNT_TAKE_OUT_ASKED, actor=user, person=user, subject=made)
    _queue(made, 0)
    return made


@transaction.atomic
def make_part(actor: None, take_out: TakeOut, *, number: int) -> TakeOut:
    """Write one part and queue the next, or close the whole. A part that is made twice is written twice, the same."""
    if not take_out.is_in_the_making:
        return take_out
    whole = parts()
    with override(take_out.user.language):
        if number >= len(whole):
            return _close(take_out, whole)
        part = whole[number]
        data = as_json(part.name, part.gather(take_out.user), made_at=take_out.asked_at)
    storage.write(take_out.public_id, part.name, data, key=_key(take_out))
    take_out.done = number + 1
    take_out.save(update_fields=["done"])
    _queue(take_out, number + 1)
    return take_out


@transaction.atomic
def fetch_take_out(actor: User) -> Fetched:
    """The newest copy, for its owner alone; who has a second step has just confirmed it (the door asked)."""
    newest = actor.take_outs.order_by("-pk").first()
    if newest is None or not newest.can_be_fetched:
        raise TakeOutGone
    try:
        data = storage.read(newest.public_id, WHOLE, key=_key(newest))
    except storage.FileMissing:
        raise TakeOutGone from None
    record(Kind.ACCOUNT_TAKE_OUT_FETCHED, actor=actor, person=actor, subject=newest)
    return Fetched(f"klucznik-{timezone.localtime(newest.asked_at):%Y-%m-%d}.zip", data)


@transaction.atomic
def forget_take_out(actor: None, take_out: TakeOut) -> None:
    """The key goes with the commit, the file right after it."""
    take_out.sealed_key, take_out.forgotten_at = None, timezone.now()
    take_out.save(update_fields=["sealed_key", "forgotten_at"])
    transaction.on_commit(partial(storage.erase_folder, take_out.public_id))


@transaction.atomic
def give_up_take_out(actor: None, take_out: TakeOut) -> None:
    """Nothing came of it; the person may ask again."""
    take_out.failed_at = timezone.now()
    take_out.save(update_fields=["failed_at"])
    forget_take_out(None, take_out)


def _close(take_out: TakeOut, whole: list[Part]) -> TakeOut:
    """All parts as one file; the single ones go."""
    key, folder = _key(take_out), take_out.public_id
    files = [(one.name, str(one.title), storage.read(folder, one.name, key=key)) for one in whole]
    data = packed(files, whose=str(take_out.user), made_at=take_out.asked_at)
    storage.write(folder, WHOLE, data, key=key)
    take_out.ready_at, take_out.size = timezone.now(), len(data)
    take_out.expires_at = timezone.now() + KEPT
    take_out.save(update_fields=["ready_at", "size", "expires_at"])
    record(Kind.ACCOUNT_TAKE_OUT_READY, actor=None, person=take_out.user, subject=take_out)
    for one in whole:
        transaction.on_commit(partial(storage.erase_file, folder, one.name))
    return take_out


def _queue(take_out: TakeOut, number: int) -> None:
    key = f"accounts.take_out:{take_out.pk}:{number}"
    enqueue("accounts.take_out", dedupe_key=key, take_out=take_out.pk, number=number)


def _key(take_out: TakeOut) -> bytes:
    if take_out.sealed_key is None:
        raise TakeOutGone
    return vault.unwrap(take_out.sealed_key, context=take_out.public_id)
