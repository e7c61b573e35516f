import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import klucznik.core.clock
import klucznik.core.models
import klucznik.core.tokens


class Migration(migrations.Migration):
    replaces = [
        ("offices", "0001_offices_clients_and_shares"),
        ("offices", "0003_reading_told_ahead"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("catalog", "0001_tables"),
        ("companies", "0001_tables"),
        ("declarations", "0001_tables"),
        ("licensing", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Client",
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
                ("country", models.CharField(default="PL", max_length=2)),
                ("tax_number", models.CharField(max_length=14)),
                ("name", models.CharField(max_length=200)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("portal", "the portal"),
                            ("file", "a file"),
                            ("program", "the program"),
                        ],
                        max_length=7,
                    ),
                ),
                ("added_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("first_run_at", models.DateTimeField(blank=True, null=True)),
                ("registered_at", models.DateTimeField(blank=True, null=True)),
                ("told_ahead", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="office_clients",
                        to="companies.company",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["office", "name", "id"], name="clients_by_name"),
                    models.Index(fields=["country", "tax_number"], name="clients_by_tax_id"),
                    models.Index(
                        condition=models.Q(("ended_at", None), ("registered_at", None)),
                        fields=["first_run_at"],
                        name="clients_unregistered",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("office", "program", "country", "tax_number"),
                        name="one_client_of_a_tax_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registered_at__isnull", False),
                            ("first_run_at__isnull", False),
                            _connector="OR",
                        ),
                        name="client_registered_or_run",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
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
                ("since", models.DateTimeField(default=klucznik.core.clock.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="office_assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="offices.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["member"],
                        name="assignments_of_person",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("client", "member"),
                        name="one_assignment_of_a_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
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
                ("number", models.CharField(max_length=40)),
                ("number_key", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("street", models.CharField(blank=True, max_length=120)),
                ("postcode", models.CharField(blank=True, max_length=12)),
                ("city", models.CharField(blank=True, max_length=80)),
                ("email", models.EmailField(max_length=254)),
                ("language", models.CharField(default="pl", max_length=5)),
                ("starts_on", models.DateField()),
                ("nonce", models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("offered_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("sent_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("expires_at", models.DateTimeField()),
                ("bounced_at", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("made_company", models.BooleanField(default=False)),
                ("withdrawable_until", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("office", "the office"),
                            ("client", "the client"),
                            ("license", "the end of the office's license"),
                            ("vendor", "the vendor"),
                        ],
                        max_length=7,
                    ),
                ),
                ("reading_until", models.DateTimeField(blank=True, null=True)),
                ("reading_told_ahead", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="offices.client",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares_received",
                        to="companies.company",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
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
                        related_name="shares",
                        to="licensing.license",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["license", "id"], name="shares_of_license"),
                    models.Index(
                        condition=models.Q(("company__isnull", False)),
                        fields=["company"],
                        name="shares_of_company",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None), ("reading_until__isnull", False)),
                        fields=["reading_until"],
                        name="shares_to_close",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("client",),
                        name="one_share_of_a_client",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("company__isnull", False), _connector="OR"
                        ),
                        name="accepted_share_has_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_at", None), ("company__isnull", False), _connector="OR"
                        ),
                        name="asked_share_has_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made_company", False), ("accepted_at__isnull", False), _connector="OR"
                        ),
                        name="only_accepted_shares_made_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_side", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_side", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ended_share_has_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reading_until", None),
                            models.Q(("accepted_at__isnull", False), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="read_after_the_end_only",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Power",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("work", "work in the shared application for the client"),
                            ("data", "read the company data"),
                            ("people", "see who opens the shared application"),
                        ],
                        max_length=6,
                    ),
                ),
                ("since", models.DateTimeField(default=klucznik.core.clock.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="powers",
                        to="offices.share",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("share", "kind"),
                        name="one_power_of_a_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("confirms", models.BooleanField()),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="office_words",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("declaration", "office"), name="one_word_of_an_office_in_a_case"
                    )
                ],
            },
        ),
    ]
