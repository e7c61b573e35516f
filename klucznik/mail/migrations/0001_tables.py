import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import klucznik.core.models


class Migration(migrations.Migration):
    replaces = [("mail", "0001_first"), ("mail", "0002_topics"), ("mail", "0003_received")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("companies", "0001_tables"),
        ("events", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="SentEmail",
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
                ("message", models.CharField(max_length=120)),
                ("address", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=5)),
                ("topic", models.CharField(default="security", max_length=20)),
                ("by_email", models.BooleanField(default=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("context", models.JSONField(default=dict)),
                ("links", models.JSONField(default=dict)),
                ("message_id", models.CharField(max_length=120, unique=True)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("bounced_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=300)),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emails",
                        to="companies.company",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emails",
                        to="events.event",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "-id"], name="emails_of_company"),
                    models.Index(fields=["address", "-id"], name="emails_to_address"),
                    models.Index(fields=["recipient", "-id"], name="notices_of_person"),
                    models.Index(
                        condition=models.Q(("read_at", None)),
                        fields=["recipient"],
                        name="unread_notices",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivedEmail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sort", models.CharField(max_length=12)),
                ("taken", models.BooleanField(default=False)),
                ("answer", models.CharField(blank=True, max_length=300)),
                (
                    "email",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="mail.sentemail",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-at"], name="received_lately")],
            },
        ),
        migrations.CreateModel(
            name="TopicChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=20)),
                ("by_email", models.BooleanField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topic_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "topic"), name="one_choice_per_topic"),
                    models.CheckConstraint(
                        condition=models.Q(("topic", "security"), _negated=True),
                        name="security_is_not_chosen",
                    ),
                ],
            },
        ),
    ]
