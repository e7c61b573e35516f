from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("devices", "0001_first")]

    operations = [
        migrations.RemoveIndex(model_name="device", name="devices_by_fingerprint"),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(
                fields=["company", "product", "fingerprint"], name="one_device_of_a_fingerprint"
            ),
        ),
    ]
