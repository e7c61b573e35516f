import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import klucznik.core.clock
import klucznik.core.models
import klucznik.core.tokens


class Migration(migrations.Migration):
    replaces = [
        ("declarations", "0001_first"),
        ("declarations", "0002_evidence_appeals_and_kinds"),
        ("declarations", "0003_unreached_voices"),
        ("declarations", "0004_leads_and_removed_files"),
        ("declarations", "0005_effective_cases_of_licenses"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("companies", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Declaration",
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
                            ("global_administrator", "global administrator rights"),
                            ("first_administrator", "first administrator of a customer"),
                            ("deputy", "a deputy steps in"),
                            ("office_client", "invitation of an accounting office"),
                            ("owner_death", "global administrator rights after the owner's death"),
                            ("sign_in_address", "another sign-in address"),
                            ("account_merge", "merging two accounts"),
                            ("license_transfer", "passing a license on"),
                            ("seats_rest", "putting part of a license to rest"),
                            ("seats_resume", "taking up a part of a license that rests"),
                        ],
                        max_length=30,
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("needs_info", "waiting for your answer"),
                            ("notice", "waiting period"),
                            ("ready", "ready to accept"),
                            ("granted", "granted, on probation"),
                            ("closed", "closed"),
                            ("reverted", "undone"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "expired"),
                            ("superseded", "no longer needed"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("state_since", models.DateTimeField(default=klucznik.core.clock.now)),
                ("version", models.PositiveIntegerField(default=1)),
                ("language", models.CharField(default="pl", max_length=5)),
                ("content", models.JSONField(default=dict)),
                ("text_hash", models.CharField(blank=True, max_length=64)),
                ("login", models.EmailField(max_length=254)),
                ("about", models.JSONField(default=dict)),
                ("prepared_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("assigned_at", models.DateTimeField(blank=True, null=True)),
                ("held_until", models.DateTimeField(blank=True, null=True)),
                ("held_reason", models.CharField(blank=True, max_length=40)),
                ("review_round", models.PositiveSmallIntegerField(default=1)),
                ("reviewers_needed", models.PositiveSmallIntegerField(default=2)),
                ("promised_at", models.DateTimeField(blank=True, null=True)),
                ("info_rounds", models.PositiveSmallIntegerField(default=0)),
                ("info_asked", models.TextField(blank=True)),
                ("info_answer", models.TextField(blank=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("notice_started_at", models.DateTimeField(blank=True, null=True)),
                ("notice_ends_at", models.DateTimeField(blank=True, null=True)),
                ("reminders", models.JSONField(default=list)),
                ("postponed_at", models.DateTimeField(blank=True, null=True)),
                ("lengthened_at", models.DateTimeField(blank=True, null=True)),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                ("granted_at", models.DateTimeField(blank=True, null=True)),
                ("probation_until", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("outcome_reason", models.CharField(blank=True, max_length=40)),
                ("outcome_note", models.TextField(blank=True)),
                ("wrapped_key", models.BinaryField(null=True)),
                (
                    "appeal_of",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="companies.company",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "promised_at"], name="declarations_queue"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="declarations_due",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "in_review",
                                    "needs_info",
                                    "notice",
                                    "ready",
                                    "granted",
                                    "closed",
                                    "reverted",
                                    "rejected",
                                    "withdrawn",
                                    "expired",
                                    "superseded",
                                ],
                            )
                        ),
                        name="declaration_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "closed",
                                    "reverted",
                                    "rejected",
                                    "withdrawn",
                                    "expired",
                                    "superseded",
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=("company", "claimant", "kind"),
                        name="one_open_case_per_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["notice", "ready", "granted"]),
                            models.Q(
                                ("kind__in", ["license_transfer", "seats_rest", "seats_resume"]),
                                _negated=True,
                            ),
                        ),
                        fields=("company",),
                        name="one_effective_case_per_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("frozen_at", None),
                            (
                                "state__in",
                                ["notice", "ready", "granted", "in_review", "needs_info"],
                            ),
                            _connector="OR",
                        ),
                        name="only_open_cases_freeze",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "state__in",
                                    [
                                        "closed",
                                        "reverted",
                                        "rejected",
                                        "withdrawn",
                                        "expired",
                                        "superseded",
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            "closed",
                                            "reverted",
                                            "rejected",
                                            "withdrawn",
                                            "expired",
                                            "superseded",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("ended_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="an_end_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("round", models.PositiveSmallIntegerField()),
                ("as_lead", models.BooleanField(default=False)),
                ("by_lead", models.BooleanField(default=False)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("approve", "approve"),
                            ("reject", "reject"),
                            ("ask", "ask for more"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=40)),
                ("note", models.TextField(blank=True)),
                ("files_hash", models.CharField(max_length=64)),
                ("checklist", models.JSONField(default=list)),
                (
                    "representation",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "complete",
                                "everybody needed to represent the company signed electronically",
                            ),
                            (
                                "some",
                                "some of those who represent the company together signed electronically",
                            ),
                            (
                                "handwritten",
                                "the names under the handwritten signatures are in the register or a power of attorney",
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="declarations.declaration",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("declaration", "round", "reviewer"),
                        name="one_decision_per_reviewer_and_round",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contest",
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
                ("freezes", models.BooleanField()),
                ("statement", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("look_until", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("upheld_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contests",
                        to="declarations.declaration",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EvidenceFile",
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
                ("ref", models.CharField(max_length=120)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=10)),
                ("media_type", models.CharField(max_length=60)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_note", models.TextField(blank=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "contest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="declarations.contest",
                    ),
                ),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("contest", None), ("removed_at", None)),
                        fields=("declaration", "sha256"),
                        name="same_file_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("contest__isnull", False)),
                        fields=("contest", "sha256"),
                        name="same_file_once_in_an_objection",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                ("kind", models.CharField(max_length=30)),
                ("key", models.CharField(blank=True, max_length=80)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "being checked"),
                            ("valid", "holds"),
                            ("invalid", "does not hold"),
                            ("unknown", "could not be checked"),
                        ],
                        default="pending",
                        max_length=8,
                    ),
                ),
                ("details", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("secret_hash", models.CharField(blank=True, max_length=64)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="declarations.evidencefile",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("declaration", "kind", "key"), name="same_evidence_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["pending", "valid", "invalid", "unknown"])
                        ),
                        name="evidence_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoSignatory",
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
                ("name", models.CharField(max_length=100)),
                ("sealed_email", models.TextField()),
                ("language", models.CharField(default="pl", max_length=5)),
                ("nonce", models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_signatories",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="declarations.evidencefile",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "co-signatories",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("refused_at", None), ("revoked_at", None)),
                        fields=("declaration", "name"),
                        name="one_open_question_per_signatory",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notified",
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
                    "standing",
                    models.CharField(
                        choices=[
                            ("claimant", "the person who asks"),
                            ("administrator", "administrator"),
                            ("former_administrator", "former administrator"),
                            ("register", "the company's address in the official register"),
                            ("representative", "registered representative"),
                            ("account", "owner of the account that the letter is about"),
                            ("contact", "contact address of the company"),
                            ("office", "accounting office"),
                        ],
                        max_length=24,
                    ),
                ),
                ("sealed_email", models.TextField()),
                ("email_fingerprint", models.CharField(max_length=64)),
                ("language", models.CharField(default="pl", max_length=5)),
                ("nonce", models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("since", models.DateTimeField(default=klucznik.core.clock.now)),
                ("bounced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notified",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "user",
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
                "verbose_name_plural": "notified",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("declaration", "email_fingerprint"), name="one_voice_per_address"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="contest",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contests",
                to="declarations.notified",
            ),
        ),
        migrations.CreateModel(
            name="RegisterSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("register", models.CharField(max_length=20)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("yes", "the company is there"),
                            ("no", "the company is not there"),
                            ("unknown", "no answer"),
                        ],
                        max_length=8,
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                ("representation_hash", models.CharField(blank=True, max_length=64)),
                ("read_at", models.DateTimeField(default=klucznik.core.clock.now)),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="declarations.declaration",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["declaration", "register", "-id"], name="last_snapshot")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContestVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("upholds", models.BooleanField()),
                ("note", models.TextField()),
                ("at", models.DateTimeField(default=klucznik.core.clock.now)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="declarations.contest",
                    ),
                ),
                (
                    "reviewer",
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
                        fields=("contest", "reviewer"), name="one_vote_per_reviewer"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("freezes", True)),
                fields=("declaration", "by"),
                name="one_freeze_per_person_and_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(("lifted_at", None), ("upheld_at", None), _connector="OR"),
                name="lifted_or_upheld",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(("look_until__gte", models.F("at"))),
                name="looked_at_after_it_came",
            ),
        ),
    ]
