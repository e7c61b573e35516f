import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import klucznik.companies.models.companies
import klucznik.core.clock
import klucznik.core.models


class Migration(migrations.Migration):
    replaces = [
        ("companies", "0001_first"),
        ("companies", "0002_until_demands_and_closing"),
        ("companies", "0003_closing_and_advice"),
        ("companies", "0004_measures"),
        ("companies", "0005_dead_addresses"),
        ("companies", "0006_measures_in_force"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Company",
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
                ("name", models.CharField(max_length=200, verbose_name="company name")),
                (
                    "street",
                    models.CharField(blank=True, max_length=120, verbose_name="street and number"),
                ),
                (
                    "postcode",
                    models.CharField(blank=True, max_length=12, verbose_name="postal code"),
                ),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="town")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail"),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                (
                    "kind",
                    models.CharField(
                        choices=[("company", "company"), ("office", "accounting office")],
                        default="company",
                        max_length=10,
                    ),
                ),
                (
                    "customer_no",
                    models.CharField(blank=True, max_length=20, null=True, unique=True),
                ),
                (
                    "support_number",
                    models.CharField(
                        default=klucznik.companies.models.companies.new_support_number,
                        editable=False,
                        max_length=9,
                        unique=True,
                    ),
                ),
                ("known_at", models.DateTimeField(blank=True, null=True)),
                ("customer_since", models.DateField(blank=True, null=True)),
                ("edited_fields", models.JSONField(default=list)),
                ("email_since", models.DateTimeField(default=klucznik.core.clock.now)),
                ("vendor_email", models.EmailField(blank=True, max_length=254)),
                ("dead_emails", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(default=klucznik.core.clock.now)),
                (
                    "factor_demand",
                    models.CharField(
                        choices=[
                            ("nobody", "nobody"),
                            ("administrators", "administrators"),
                            ("everybody", "everybody"),
                        ],
                        default="nobody",
                        max_length=20,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("disputed_at", models.DateTimeField(blank=True, null=True)),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "companies",
                "indexes": [models.Index(fields=["name", "id"], name="companies_by_name")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "tax_number"), name="one_company_per_tax_id"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("known_at", None), _connector="OR"
                        ),
                        name="only_unknown_companies_are_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConnectionTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="connection_tries",
                        to="companies.company",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "connection tries",
            },
        ),
        migrations.CreateModel(
            name="FormerAdministrator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed_email", models.TextField()),
                ("email_fingerprint", models.CharField(max_length=64)),
                ("language", models.CharField(default="pl", max_length=5)),
                ("until", models.DateTimeField(default=klucznik.core.clock.now)),
                ("removed_by_other", models.BooleanField(default=False)),
                ("forget_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_administrators",
                        to="companies.company",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company", "email_fingerprint"), name="one_tombstone_per_address"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("dispute", "dispute about who represents the company"),
                            ("suspension", "suspension"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("rival_boards", "Two sides say that they represent the company."),
                            ("fraud", "There is a suspicion of fraud."),
                            ("court_order", "A court or another authority ordered it."),
                            ("liquidation", "The company is in liquidation or bankruptcy."),
                            ("sanctions", "The company is on a list of sanctions."),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField()),
                ("proposed_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_note", models.TextField(blank=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="companies.company",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "end_proposed_by",
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
                    "proposed_by",
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
                        condition=models.Q(("dropped_at", None), ("ended_at", None)),
                        fields=("company", "kind"),
                        name="one_open_measure_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="two_people_take_a_measure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by", None),
                            models.Q(("ended_by", models.F("end_proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="two_people_end_a_measure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("associated", "associated"),
                            ("user", "user"),
                            ("administrator", "company administrator"),
                            ("global_administrator", "global administrator"),
                        ],
                        default="associated",
                        max_length=20,
                    ),
                ),
                ("proven_at", models.DateTimeField(blank=True, null=True)),
                ("probation_until", models.DateTimeField(blank=True, null=True)),
                ("silent_since", models.DateTimeField(blank=True, null=True)),
                (
                    "joined",
                    models.CharField(
                        choices=[
                            ("founded", "added the company"),
                            ("connected", "connected the company with a license number"),
                            ("invited", "accepted an invitation"),
                            (
                                "first_administrator",
                                "was invited by the vendor as first administrator",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("joined_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("role_since", models.DateTimeField(default=klucznik.core.clock.now)),
                ("last_active_at", models.DateTimeField(blank=True, null=True)),
                ("advice_put_off_at", models.DateTimeField(blank=True, null=True)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("ending_told_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
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
                    "role_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["company", "role"],
                        name="members_by_role",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["user"],
                        name="companies_of_person",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at", None), ("until__isnull", False)),
                        fields=["until"],
                        name="places_that_end",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("company", "user"),
                        name="one_place_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("joined_at")),
                            _connector="OR",
                        ),
                        name="ends_after_joining",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["associated", "user", "administrator", "global_administrator"],
                            )
                        ),
                        name="membership_role_known",
                    ),
                ],
            },
        ),
    ]
