"""WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruiting.settings")

application = get_wsgi_application()

# Views and templates' tags are loaded now rather than by the first request, and what is loaded stays: a page makes some
# ten thousand objects, and looking through all of the process for garbage ten times meanwhile took a tenth of its time.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
