from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0002_frozen")]

    operations = [
        migrations.AddField("share", "license_end_told", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "share",
            "license_end_told_ahead",
            models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
