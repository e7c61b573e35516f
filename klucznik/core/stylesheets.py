"""The look is written in many small files; browsers get it as one, gathered when static files are collected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join
from typing import Any, TypeAlias

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/app.css"
IMPORT = re.compile(r"""@import url\("(?P<name>[^"]+)"\) layer\((?P<layer>[\w-]+)\);""")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
ADDRESS = re.compile(r"""url\("(?P<path>[^"]+)"\)""")

Found: TypeAlias = dict[str, tuple[Storage, str]]


class GatheringStorage(CompressedManifestStaticFilesStorage):
    """Collected files with a digest in their names, the style sheets of the look gathered into one."""

    def post_process(self, paths: Found, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if ENTRY in paths and not dry_run:
            paths = {**paths, ENTRY: (One(gathered(paths)), ENTRY)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


class One(Storage):
    """A place with one text in it, read in place of the file of this name."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:
        return ContentFile(self.text.encode(), name)


def gathered(paths: Found) -> str:
    """The entry with each imported file in its place, inside the same layer."""
    return IMPORT.sub(
        lambda found: _layer(paths, found["name"], found["layer"]), _read(paths, ENTRY)
    )


def _layer(paths: Found, name: str, layer: str) -> str:
    folder = dirname(name)
    text = ADDRESS.sub(
        lambda found: f'url("{join(folder, found["path"])}")',
        _read(paths, join(dirname(ENTRY), name)),
    )
    return f"@layer {layer} {{\n{text.strip()}\n}}"


def _read(paths: Found, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return COMMENT.sub("", file.read().decode())
