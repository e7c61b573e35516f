from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("demo", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="demomessage",
            name="reply_to",
            field=models.EmailField(blank=True, default="", max_length=254),
            preserve_default=False,
        ),
    ]
