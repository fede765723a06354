import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0005_impacts_and_rescreenings"),
        ("rubrics", "0002_drafts_of_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScannedPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="From 1.")),
                ("reading", models.JSONField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="screening",
            name="ocr_done",
            field=models.PositiveSmallIntegerField(default=0, help_text="How many of them it has read."),
        ),
        migrations.AddField(
            model_name="screening",
            name="ocr_pages",
            field=models.PositiveSmallIntegerField(default=0, help_text="Scanned pages that OCR reads."),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(("ocr_done__lte", models.F("ocr_pages"))),
                name="screening_reads_no_more_pages_than_it_has",
            ),
        ),
        migrations.AddField(
            model_name="scannedpage",
            name="resume",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scanned_pages",
                to="candidates.resume",
            ),
        ),
        migrations.AddConstraint(
            model_name="scannedpage",
            constraint=models.UniqueConstraint(
                models.F("resume"), models.F("number"), name="scanned_page_once"
            ),
        ),
    ]
