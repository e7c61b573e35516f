import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import klucznik.core.clock
import klucznik.core.models
import klucznik.core.tokens


class Migration(migrations.Migration):
    replaces = [("letters", "0001_first")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("companies", "0001_tables"),
        ("declarations", "0001_tables"),
        ("licensing", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="PassedOn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "back",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="licensing.transfer",
                    ),
                ),
                (
                    "declaration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_on",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="licensing.transfer",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "passed on",
            },
        ),
        migrations.CreateModel(
            name="AddressMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old_email", models.EmailField(max_length=254)),
                ("new_email", models.EmailField(max_length=254)),
                ("moved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("held_until", models.DateTimeField()),
                (
                    "declaration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="address_move",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="address_moves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("returned_at", None)),
                        fields=["old_email"],
                        name="held_addresses",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
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
                ("asked_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("nonce", models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("canceled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "undo_nonce",
                    models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32),
                ),
                ("undo_hash", models.CharField(max_length=64, unique=True)),
                ("undo_until", models.DateTimeField(blank=True, null=True)),
                ("before", models.JSONField(default=dict)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
                (
                    "declaration",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merge",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_into",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_from",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("done_at__isnull", False), ("settled_at", None), ("undone_at", None)
                        ),
                        fields=["undo_until"],
                        name="merges_to_settle",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("declaration", None), ("done_at__isnull", False), ("undone_at", None)
                        ),
                        fields=("merged",),
                        name="an_account_is_merged_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("canceled_at", None), ("done_at", None)),
                        fields=("kept",),
                        name="one_merging_asked_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged", None),
                            models.Q(("merged", models.F("kept")), _negated=True),
                            _connector="OR",
                        ),
                        name="merge_of_two_accounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None), ("merged__isnull", False), _connector="OR"
                        ),
                        name="merge_of_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatsChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.PositiveIntegerField()),
                ("amount", models.PositiveIntegerField()),
                ("on", models.DateField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "declaration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats_change",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "license",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats_changes",
                        to="licensing.license",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None), ("undone_at", None)),
                        fields=["on"],
                        name="seats_to_change",
                    )
                ],
            },
        ),
    ]
