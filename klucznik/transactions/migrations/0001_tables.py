import django.db.models.deletion
from django.db import migrations, models

import klucznik.core.models


class Migration(migrations.Migration):
    replaces = [("transactions", "0001_first")]

    initial = True

    dependencies = [
        ("companies", "0001_tables"),
        ("licensing", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transaction",
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
                ("number", models.CharField(max_length=40, unique=True)),
                ("on", models.DateField()),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5)),
                ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(default="PLN", max_length=3)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("paid", "paid"),
                            ("pending", "waiting for payment"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transactions",
                        to="companies.company",
                    ),
                ),
                (
                    "license",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transactions",
                        to="licensing.license",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "-on", "-id"], name="transactions_of_company")
                ],
            },
        ),
    ]
