"""`klucznik license-keys`: the keys that sign license files and answers to programs."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from klucznik.core.errors import DomainError
from klucznik.licensing import signing_keys
from klucznik.licensing.actions.keys import (
    make_signing_key,
    retire_signing_key,
    revoke_signing_key,
)
from klucznik.licensing.models import SigningKey


class Command(BaseCommand):
    """`list` shows them, `make` adds one, `retire` lets one sign no more, `revoke` takes the trust away."""

    help = "Show, make, retire or revoke the keys that sign licenses (docs/run/license-keys.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=("list", "make", "retire", "revoke"))
        parser.add_argument(
            "key", nargs="?", default="", help="the id of a key, for retire and revoke"
        )
        parser.add_argument(
            "--from",
            dest="active_from",
            default="",
            help="for make: the day (2026-12-15) from which the key signs; programs can learn it at once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            match options["act"]:
                case "make":
                    self.make(options["active_from"])
                case "retire":
                    key = retire_signing_key(None, self.key(options["key"]))
                    self.stdout.write(f"{key.key_id} signs no more; what it signed stays valid.")
                case "revoke":
                    key = revoke_signing_key(None, self.key(options["key"]))
                    self.stdout.write(f"{key.key_id} is revoked; what it signed is not trusted.")
                case _:
                    self.list()
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as problem:
            raise CommandError(f"{signing_keys.folder()}: {problem.strerror}.") from problem

    def make(self, active_from: str) -> None:
        key = make_signing_key(None, active_from=_moment(active_from))
        self.stdout.write(f"{key.key_id} was made and signs from {_day(key.active_from)}.")
        self.stdout.write(f"Its public half: {key.public_key}")
        self.stdout.write("Back the folder of keys up now: klucznik backup DIR.")

    def list(self) -> None:
        for key in SigningKey.objects.order_by("-active_from", "-pk"):
            self.stdout.write(f"{key.key_id}  {key.public_key}  {_state(key)}")
        if not signing_keys.can_sign():
            self.stdout.write(
                "No key can sign: license files and signed answers are not given out."
            )

    def key(self, key_id: str) -> SigningKey:
        found = SigningKey.objects.filter(key_id=key_id).first()
        if found is None:
            raise CommandError("Name a key by its id: klucznik license-keys list shows them.")
        return found


def _moment(day: str) -> datetime | None:
    """Midnight of the day in the vendor's time zone; none means now."""
    if not day:
        return None
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(day), time.min))
    except ValueError as wrong:
        raise CommandError("Write the day like 2026-12-15.") from wrong


def _state(key: SigningKey) -> str:
    if key.revoked_at:
        return f"revoked on {_day(key.revoked_at)}"
    if key.retired_at:
        return f"retired on {_day(key.retired_at)}"
    begun = "signs" if key.active_from <= timezone.now() else "will sign"
    lost = "" if signing_keys.usable(key.key_id) else ", but its file is missing or unreadable"
    return f"{begun} from {_day(key.active_from)}{lost}"


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()
