"""The Celery app. Messages carry ids only and are wake-up calls; the database rows are the truth."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruiting.settings")
# filesystem:// with whole messages only; see there.
TRANSPORT_ALIASES["filesystem"] = "recruiting.events.folder:Transport"

app = Celery("greenflag")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
