import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import klucznik.core.clock
import klucznik.core.models
import klucznik.core.tokens


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_first"),
        ("accounts", "0002_addresses_devices_losses_and_take_outs"),
        ("accounts", "0003_announcements_and_reminder"),
        ("accounts", "0004_sessions_and_alarms"),
        ("accounts", "0005_addresses_change_places"),
        ("accounts", "0006_sort_name"),
        ("accounts", "0007_hash_backup_codes"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
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
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="e-mail address"),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=60, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=60, verbose_name="last name"),
                ),
                ("language", models.CharField(default="pl", max_length=5, verbose_name="language")),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("activated_at", models.DateTimeField(blank=True, null=True)),
                ("address_bounced_at", models.DateTimeField(blank=True, null=True)),
                ("last_seen_at", models.DateTimeField(blank=True, null=True)),
                ("deletion_asked_at", models.DateTimeField(blank=True, null=True)),
                ("deletion_due_at", models.DateTimeField(blank=True, null=True)),
                ("deletion_reminded_at", models.DateTimeField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Lower(
                            django.db.models.functions.text.Replace(
                                django.db.models.functions.text.Replace(
                                    django.db.models.functions.text.Replace(
                                        django.db.models.functions.text.Replace(
                                            django.db.models.functions.text.Replace(
                                                django.db.models.functions.text.Replace(
                                                    django.db.models.functions.text.Replace(
                                                        django.db.models.functions.text.Replace(
                                                            django.db.models.functions.text.Replace(
                                                                django.db.models.functions.text.Replace(
                                                                    django.db.models.functions.text.Replace(
                                                                        django.db.models.functions.text.Replace(
                                                                            django.db.models.functions.text.Replace(
                                                                                django.db.models.functions.text.Replace(
                                                                                    django.db.models.functions.text.Replace(
                                                                                        django.db.models.functions.text.Replace(
                                                                                            django.db.models.functions.text.Replace(
                                                                                                django.db.models.functions.text.Replace(
                                                                                                    django.db.models.functions.text.Concat(
                                                                                                        "last_name",
                                                                                                        models.Value(
                                                                                                            "0"
                                                                                                        ),
                                                                                                        "first_name",
                                                                                                        models.Value(
                                                                                                            "0"
                                                                                                        ),
                                                                                                        "email",
                                                                                                        output_field=models.CharField(),
                                                                                                    ),
                                                                                                    models.Value(
                                                                                                        "ą"
                                                                                                    ),
                                                                                                    models.Value(
                                                                                                        "azz"
                                                                                                    ),
                                                                                                ),
                                                                                                models.Value(
                                                                                                    "Ą"
                                                                                                ),
                                                                                                models.Value(
                                                                                                    "azz"
                                                                                                ),
                                                                                            ),
                                                                                            models.Value(
                                                                                                "ć"
                                                                                            ),
                                                                                            models.Value(
                                                                                                "czz"
                                                                                            ),
                                                                                        ),
                                                                                        models.Value(
                                                                                            "Ć"
                                                                                        ),
                                                                                        models.Value(
                                                                                            "czz"
                                                                                        ),
                                                                                    ),
                                                                                    models.Value(
                                                                                        "ę"
                                                                                    ),
                                                                                    models.Value(
                                                                                        "ezz"
                                                                                    ),
                                                                                ),
                                                                                models.Value("Ę"),
                                                                                models.Value("ezz"),
                                                                            ),
                                                                            models.Value("ł"),
                                                                            models.Value("lzz"),
                                                                        ),
                                                                        models.Value("Ł"),
                                                                        models.Value("lzz"),
                                                                    ),
                                                                    models.Value("ń"),
                                                                    models.Value("nzz"),
                                                                ),
                                                                models.Value("Ń"),
                                                                models.Value("nzz"),
                                                            ),
                                                            models.Value("ó"),
                                                            models.Value("ozz"),
                                                        ),
                                                        models.Value("Ó"),
                                                        models.Value("ozz"),
                                                    ),
                                                    models.Value("ś"),
                                                    models.Value("szz"),
                                                ),
                                                models.Value("Ś"),
                                                models.Value("szz"),
                                            ),
                                            models.Value("ź"),
                                            models.Value("zzz"),
                                        ),
                                        models.Value("Ź"),
                                        models.Value("zzz"),
                                    ),
                                    models.Value("ż"),
                                    models.Value("zzzz"),
                                ),
                                models.Value("Ż"),
                                models.Value("zzzz"),
                            )
                        ),
                        output_field=models.CharField(max_length=1200),
                    ),
                ),
                (
                    "session_nonce",
                    models.CharField(
                        default=klucznik.core.tokens.new_nonce, editable=False, max_length=32
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("deletion_due_at__isnull", False)),
                        fields=["deletion_due_at"],
                        name="users_to_delete",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deletion_asked_at", None), ("deletion_due_at", None)),
                            models.Q(
                                ("deletion_asked_at__isnull", False),
                                ("deletion_due_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="deletion_has_a_date",
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
                ("nonce", models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("browser_hash", models.CharField(max_length=64)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activation",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
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
                ("browser_hash", models.CharField(max_length=64)),
                ("agent", models.CharField(blank=True, max_length=300)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("first_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                ("nonce", models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32)),
                ("alarm_hash", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("alarm_until", models.DateTimeField(blank=True, null=True)),
                ("alarmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "browser_hash"), name="one_row_per_browser_and_account"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FactorLoss",
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
                ("due_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("nonce", models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("halfway_told_at", models.DateTimeField(blank=True, null=True)),
                ("ending_told_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_how", models.CharField(blank=True, max_length=20)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("expired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="factor_losses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "factor losses",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("expired_at", None), ("finished_at", None), ("stopped_at", None)
                        ),
                        fields=("user",),
                        name="one_open_factor_loss",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at", None),
                            ("finished_at__gte", models.F("due_at")),
                            _connector="OR",
                        ),
                        name="factor_loss_waits_to_its_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
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
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("agent", models.CharField(blank=True, max_length=300)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "device",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="accounts.device",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
                "indexes": [models.Index(fields=["user", "-last_at"], name="sessions_of_person")],
            },
        ),
        migrations.CreateModel(
            name="TakeOut",
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
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done", models.PositiveIntegerField(default=0)),
                ("parts", models.PositiveIntegerField(default=0)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("sealed_key", models.BinaryField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="take_outs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("failed_at", None), ("ready_at", None)),
                        fields=("user",),
                        name="one_take_out_in_the_making",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AddressChange",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("sign_in", "Sign In"),
                            ("recovery", "Recovery"),
                            ("swap", "Swap"),
                        ],
                        max_length=10,
                    ),
                ),
                ("old_email", models.EmailField(max_length=254)),
                ("new_email", models.EmailField(max_length=254)),
                ("asked_at", models.DateTimeField(default=klucznik.core.clock.now)),
                ("nonce", models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("canceled_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "undo_nonce",
                    models.CharField(default=klucznik.core.tokens.new_nonce, max_length=32),
                ),
                ("undo_hash", models.CharField(max_length=64, unique=True)),
                ("undo_until", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="address_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("canceled_at", None), ("confirmed_at", None)),
                        fields=("user",),
                        name="one_address_on_its_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at", None), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="only_confirmed_is_undone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("document", models.CharField(max_length=20)),
                ("version", models.CharField(max_length=20)),
                ("at", models.DateTimeField(default=klucznik.core.clock.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "document", "version"), name="one_announcement_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("document", models.CharField(max_length=20)),
                ("version", models.CharField(max_length=20)),
                ("language", models.CharField(max_length=5)),
                ("at", models.DateTimeField(default=klucznik.core.clock.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "document", "version"), name="one_consent_per_version"
                    )
                ],
            },
        ),
    ]
