from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("help", "0004_postings_of_a_stem_together")]

    operations = [migrations.DeleteModel(name="Posting")]
