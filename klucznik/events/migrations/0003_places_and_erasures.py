import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import klucznik.core.tokens


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("events", "0002_seals"),
    ]

    operations = [
        migrations.AddField(
            model_name="eventdetails",
            name="place_salt",
            field=models.CharField(
                blank=True, default=klucznik.core.tokens.new_nonce, max_length=32
            ),
        ),
        migrations.AddField(
            model_name="eventdetails",
            name="erased_for",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="eventdetails",
            name="salt",
            field=models.CharField(
                blank=True, default=klucznik.core.tokens.new_nonce, max_length=32
            ),
        ),
        migrations.AddField(
            model_name="eventseal",
            name="place",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="eventseal",
            name="commitment",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
