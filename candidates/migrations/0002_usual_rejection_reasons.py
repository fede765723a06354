"""The reasons for which applications usually end. Admins change the list; this only fills an empty one."""

from django.db import migrations

REASONS = (
    ("us", "Not enough experience for this level"),
    ("us", "Missing skills that this job must have"),
    ("us", "Interviews did not show what the job needs"),
    ("us", "Somebody else fits better"),
    ("us", "No permission to work here"),
    ("us", "Position filled or closed"),
    ("us", "Duplicate or wrong application"),
    ("them", "Took another offer"),
    ("them", "Salary or conditions"),
    ("them", "Location or remote work"),
    ("them", "No longer interested"),
    ("them", "Did not answer"),
)


def add_reasons(apps, schema_editor):
    model = apps.get_model("candidates", "RejectionReason")
    if not model.objects.exists():
        model.objects.bulk_create(
            model(side=side, name=name, position=10 * place) for place, (side, name) in enumerate(REASONS, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("candidates", "0001_jobs_people_resumes_screenings")]
    operations = [migrations.RunPython(add_reasons, migrations.RunPython.noop)]
