import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import klucznik.core.models
import klucznik.core.tokens


class Migration(migrations.Migration):
    replaces = [
        ("events", "0001_first"),
        ("events", "0002_seals"),
        ("events", "0003_places_and_erasures"),
        ("events", "0004_own_salts"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("companies", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=klucznik.core.models.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("subject_type", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("by_staff", models.BooleanField(default=False)),
                ("facts", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="companies.company",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "-id"], name="events_of_company"),
                    models.Index(fields=["actor", "-id"], name="events_of_actor"),
                    models.Index(fields=["person", "-id"], name="events_of_person"),
                    models.Index(
                        fields=["subject_type", "subject_id", "-id"], name="events_of_subject"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventDetails",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=45)),
                ("agent", models.CharField(blank=True, max_length=300)),
                ("request_id", models.CharField(blank=True, max_length=32)),
                ("values", models.JSONField(default=dict)),
                (
                    "salt",
                    models.CharField(
                        blank=True, default=klucznik.core.tokens.new_nonce, max_length=32
                    ),
                ),
                (
                    "place_salt",
                    models.CharField(
                        blank=True, default=klucznik.core.tokens.new_nonce, max_length=32
                    ),
                ),
                (
                    "erased_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="details",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "event details",
            },
        ),
        migrations.CreateModel(
            name="EventSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.CharField(max_length=32)),
                ("position", models.PositiveBigIntegerField()),
                ("commitment", models.CharField(blank=True, max_length=64)),
                ("place", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "position"), name="one_event_per_link")
                ],
            },
        ),
    ]
