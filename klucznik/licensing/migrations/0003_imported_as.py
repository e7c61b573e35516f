"""What the ERP said last, for licenses that it brought before this column existed."""

from __future__ import annotations

import json

from django.db import migrations

FIELDS = ("product_id", "metric", "amount", "valid_from", "valid_to", "status", "variant")
BATCH = 2000


def fill(apps, schema_editor):
    """Take the present values as said; in batches, since there may be a million rows."""
    License = apps.get_model("licensing", "License")
    last = 0
    while True:
        rows = list(
            License.objects.filter(pk__gt=last, imported_as="")
            .order_by("pk")
            .values("pk", *FIELDS)[:BATCH]
        )
        if not rows:
            return
        last = rows[-1]["pk"]
        License.objects.bulk_update(
            [License(pk=row["pk"], imported_as=_said(row)) for row in rows], ["imported_as"]
        )


def _said(row):
    said = [row[name] for name in FIELDS]
    said = [value.isoformat() if hasattr(value, "isoformat") else value for value in said]
    return json.dumps(said, separators=(",", ":"))


class Migration(migrations.Migration):
    dependencies = [("licensing", "0002_life_of_a_license")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
