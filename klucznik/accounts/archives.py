"""A take-out as one ZIP: a JSON file for each part, and a page that says what is in it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

SCHEMA = "klucznik.take-out/1"


def as_json(name: str, rows: Sequence[Mapping[str, object]], *, made_at: datetime) -> bytes:
    """One part; moments as ISO 8601, text as UTF-8."""
    whole = {"schema": SCHEMA, "part": name, "made_at": made_at, "rows": rows}
    return json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def packed(files: list[tuple[str, str, bytes]], *, whose: str, made_at: datetime) -> bytes:
    """The ZIP of (name, title, JSON); the page in it is in the language that is active."""
    kept = [
        {"name": f"{name}.json", "title": title, "count": len(json.loads(data)["rows"])}
        for name, title, data in files
    ]
    page = render_to_string(
        "accounts/take_out_index.html", {"files": kept, "whose": whose, "made_at": made_at}
    )
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        for name, _title, data in files:
            archive.writestr(f"{name}.json", data)
    return whole.getvalue()
