from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_token_cut_to_jobs")]

    operations = [
        migrations.AddField(
            "idempotencykey",
            "shown_id",
            models.BigIntegerField(help_text="The row that the answer shows, by id.", null=True),
        ),
    ]
