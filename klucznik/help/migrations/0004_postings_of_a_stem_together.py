"""The postings of a stem move into one value, and each text remembers its stems."""

from itertools import groupby
from operator import itemgetter

import django.db.models.deletion
from django.db import migrations, models

from klucznik.help.postings import packed

BATCH = 1000


def gather(apps, schema_editor):
    posting, term, entry = (apps.get_model("help", name) for name in ("Posting", "Term", "Entry"))
    keys = {(language, name): key for key, language, name in _terms(term)}
    rows = posting.objects.order_by("language", "term", "text")
    rows = rows.values_list("language", "term", "text", "weight").iterator(BATCH)
    changed = []
    for name, group in groupby(rows, key=itemgetter(0, 1)):
        if name in keys:
            held = packed({text: weight for _, _, text, weight in group})
            changed.append(term(pk=keys[name], held=held))
        if len(changed) == BATCH:
            term.objects.bulk_update(changed, ["held"], batch_size=200)
            changed = []
    term.objects.bulk_update(changed, ["held"], batch_size=200)

    rows = posting.objects.order_by("text", "term").values_list("text", "term").iterator(BATCH)
    entries = []
    for text, group in groupby(rows, key=itemgetter(0)):
        entries.append(entry(text_id=text, terms=[name for _, name in group]))
        if len(entries) == BATCH:
            entry.objects.bulk_create(entries)
            entries = []
    entry.objects.bulk_create(entries)


def _terms(term):
    return term.objects.values_list("pk", "language", "term").iterator(BATCH)


class Migration(migrations.Migration):
    dependencies = [("help", "0003_voice_browser")]

    operations = [
        migrations.AddField(
            model_name="term",
            name="held",
            field=models.BinaryField(default=bytes),
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="entry",
                        serialize=False,
                        to="help.text",
                    ),
                ),
                ("terms", models.JSONField(default=list)),
            ],
        ),
        migrations.RunPython(gather, migrations.RunPython.noop, elidable=True),
    ]
