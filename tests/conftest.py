"""What all tests share: people of each role, and signing them in."""

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from celery.signals import after_task_publish
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client

from candidates.models import JobTemplate
from recruiting.accounts import factors
from recruiting.accounts.choices import Role
from recruiting.accounts.models import Organisation, User
from tests.factories.accounts import make_user
from tests.migrated import Migrated


def _add_organisation(**kwargs) -> None:
    """The row that a migration made; tests with transaction=True empty every table."""
    Organisation.objects.get_or_create(pk=1)


post_migrate.connect(
    _add_organisation, sender=apps.get_app_config("accounts"), dispatch_uid="tests.organisation"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs on one database only must use none."""
    for item in items:
        uses = "django_db_setup" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db")
        if uses and item.get_closest_marker("once"):
            raise pytest.UsageError(f"{item.nodeid} uses the database, so it is not for one of the two alone")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, worker_id) -> Migrated | None:
    """None in a run of one process, and on PostgreSQL."""
    if worker_id == "master" or connection.vendor != "sqlite":
        return None
    return Migrated(tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings, migrated) -> bool:
    taken = migrated is not None and migrated.take()
    return taken or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, migrated) -> Iterator[None]:
    if migrated is None:
        yield
        return
    with django_db_blocker.unblock():
        migrated.keep()
    yield
    with django_db_blocker.unblock():
        migrated.forget()


@pytest.fixture
def admin(db) -> User:
    return make_user(Role.ADMIN, name="Ada Admin", email="ada@example.org")


@pytest.fixture
def recruiter(db) -> User:
    return make_user(Role.RECRUITER, name="Rui Recruiter", email="rui@example.org")


@pytest.fixture
def member(db) -> User:
    return make_user(Role.MEMBER, name="Mia Member", email="mia@example.org")


@pytest.fixture
def auditor(db) -> User:
    return make_user(Role.AUDITOR, name="Odo Auditor", email="odo@example.org")


@pytest.fixture
def client_for() -> Callable[[User], Client]:
    """client_for(user): a client whose session has shown password and second factor."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        session = client.session
        session[factors.SESSION_KEY] = user.pk
        session.save()
        return client

    return sign_in


@pytest.fixture
def rung() -> Iterator[list[tuple[str, int]]]:
    """What the real broker has taken from here on, in order: a task's name and its one id."""
    heard: list[tuple[str, int]] = []

    def hear(sender: str, body: tuple, **kwargs) -> None:
        ((only,), *_) = body
        heard.append((sender, only))

    after_task_publish.connect(hear, weak=False)
    yield heard
    after_task_publish.disconnect(hear)


def _add_rejection_reasons(**kwargs) -> None:
    """The rows of a migration, as above."""
    import_module("candidates.migrations.0002_usual_rejection_reasons").add_reasons(apps, None)


def _add_level_templates(**kwargs) -> None:
    """The rows of a migration, as above; those that it made itself stay."""
    if not JobTemplate.objects.exists():
        import_module("candidates.migrations.0013_templates_and_sourcing").add_level_templates(apps, None)


post_migrate.connect(
    _add_rejection_reasons, sender=apps.get_app_config("candidates"), dispatch_uid="tests.reasons"
)
post_migrate.connect(
    _add_level_templates, sender=apps.get_app_config("candidates"), dispatch_uid="tests.templates"
)
