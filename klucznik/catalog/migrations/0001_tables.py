import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import klucznik.core.clock


class Migration(migrations.Migration):
    replaces = [
        ("catalog", "0001_first"),
        ("catalog", "0002_address_of_product"),
        ("catalog", "0003_rules_editions_and_versions"),
        ("catalog", "0004_categories"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=30, unique=True)),
                ("names", models.JSONField(default=dict)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "categories",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "registration",
                    models.CharField(
                        choices=[
                            ("program", "only in the program"),
                            ("program_or_portal", "in the program or in the portal"),
                            ("portal", "in the portal"),
                        ],
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("number_help", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="CatalogVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("counts", models.JSONField(default=dict)),
                (
                    "loaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("program", "program"),
                            ("package", "package of programs"),
                            ("extension", "extension"),
                            ("app", "application in the browser"),
                        ],
                        default="program",
                        max_length=10,
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        choices=[
                            ("seats", "seats"),
                            ("entities", "entities"),
                            ("employees", "employees"),
                            ("users", "users"),
                            ("pages", "pages"),
                            ("shares", "shares"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "own_registration",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("program", "only in the program"),
                            ("program_or_portal", "in the program or in the portal"),
                            ("portal", "in the portal"),
                        ],
                        max_length=20,
                    ),
                ),
                ("stored_rules", models.JSONField(default=dict)),
                ("stored_editions", models.JSONField(default=list)),
                ("stored_versions", models.JSONField(default=list)),
                ("steps", models.JSONField(default=list)),
                ("extends", models.JSONField(default=list)),
                ("needs_access", models.BooleanField(default=False)),
                ("address", models.URLField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("texts", models.JSONField(default=dict)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="catalog.line",
                    ),
                ),
            ],
            options={
                "ordering": ["line__position", "position", "code"],
            },
        ),
    ]
