"""Greenflag's project package. Importing it loads the Celery app, so that every process shares one."""

from recruiting.celery import app as celery_app

__all__ = ["celery_app"]
