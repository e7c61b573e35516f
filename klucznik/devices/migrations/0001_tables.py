import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import klucznik.core.clock
import klucznik.core.models


class Migration(migrations.Migration):
    replaces = [("devices", "0001_first"), ("devices", "0002_one_device_of_a_fingerprint")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("catalog", "0001_tables"),
        ("companies", "0001_tables"),
        ("licensing", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
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
                ("name", models.CharField(max_length=80)),
                ("system", models.CharField(blank=True, max_length=80)),
                ("program_version", models.CharField(blank=True, max_length=40)),
                ("parts", models.JSONField(default=dict)),
                ("fingerprint", models.CharField(max_length=64)),
                ("secret_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("public_key", models.CharField(blank=True, max_length=44)),
                ("first_seen_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("last_seen_at", models.DateTimeField(default=klucznik.core.clock.now)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="companies.company",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="catalog.product",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company", "product", "fingerprint"),
                        name="one_device_of_a_fingerprint",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Activation",
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
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("sign_in", "by somebody who signed in"),
                            ("number", "by the license number"),
                            ("code", "by the activation code"),
                            ("offline", "without internet, by a license file"),
                        ],
                        max_length=8,
                    ),
                ),
                ("activated_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("floating", models.BooleanField(default=False)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("file_counter", models.PositiveIntegerField(default=0)),
                ("file_until", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("itself", "given back by the program"),
                            ("person", "freed by a person"),
                            ("staff", "freed by the vendor's staff"),
                            ("license", "ended with the license"),
                            ("moved", "moved to another license"),
                        ],
                        max_length=8,
                    ),
                ),
                ("seat_until", models.DateTimeField(blank=True, null=True)),
                (
                    "activated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "license",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activations",
                        to="licensing.license",
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activations",
                        to="devices.device",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["license"],
                        name="places_in_use",
                    ),
                    models.Index(
                        condition=models.Q(("seat_until__isnull", False)),
                        fields=["license", "seat_until"],
                        name="places_that_return",
                    ),
                    models.Index(fields=["license", "-ended_at"], name="places_freed_of_license"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("device",),
                        name="one_place_of_a_device",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", ""), ("ended_at", None)),
                            models.Q(
                                ("ended_at__isnull", False), models.Q(("ended", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_place_ends_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lease_until", None), ("floating", True), _connector="OR"
                        ),
                        name="only_floating_places_lease",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OnceOnly",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=64)),
                ("body_hash", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("sealed_answer", models.TextField(blank=True)),
                (
                    "begun_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scope", "key"), name="one_answer_of_a_key")
                ],
            },
        ),
    ]
