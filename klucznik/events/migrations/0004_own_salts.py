"""Give each row that was there before the salts a pair of its own: a column's default is the same for all of them."""

from django.db import migrations

from klucznik.core import tokens

BATCH = 1000


def renew(apps, schema_editor):
    details = apps.get_model("events", "EventDetails").objects.order_by("pk")
    last = 0
    while rows := list(details.filter(pk__gt=last).only("pk")[:BATCH]):
        for row in rows:
            row.salt, row.place_salt = tokens.new_nonce(), tokens.new_nonce()
        details.model.objects.bulk_update(rows, ["salt", "place_salt"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("events", "0003_places_and_erasures")]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop, elidable=True)]
