"""What search looks through: a row a text, its words in the database's own engine, and a vocabulary.

`manage.py search_index` fills it for people who were here before.
"""

import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import DatabaseError, migrations, models, transaction

SQLITE = (
    # Triggers, so that whatever deletes a row takes its words along.
    "CREATE VIRTUAL TABLE candidates_search USING fts5 (name, words, tokenize='unicode61 remove_diacritics 0')",
    """CREATE TRIGGER candidates_search_forget AFTER DELETE ON candidates_searchtext BEGIN
       DELETE FROM candidates_search WHERE rowid = old.id; END""",
    "CREATE VIRTUAL TABLE candidates_searchword_parts USING fts5 (word, tokenize='trigram')",
    """CREATE TRIGGER candidates_searchword_keep AFTER INSERT ON candidates_searchword BEGIN
       INSERT INTO candidates_searchword_parts (rowid, word) VALUES (new.id, '  ' || new.word || ' '); END""",
    """CREATE TRIGGER candidates_searchword_forget AFTER DELETE ON candidates_searchword BEGIN
       DELETE FROM candidates_searchword_parts WHERE rowid = old.id; END""",
)
SQLITE_BACK = (
    "DROP TRIGGER candidates_search_forget",
    "DROP TRIGGER candidates_searchword_keep",
    "DROP TRIGGER candidates_searchword_forget",
    "DROP TABLE candidates_search",
    "DROP TABLE candidates_searchword_parts",
)
POSTGRESQL = (
    "CREATE INDEX search_text_by_word ON candidates_searchtext USING gin (words) WITH (fastupdate = off)",
    "CREATE INDEX search_text_by_name ON candidates_searchtext USING gin (words) WHERE kind = 'name'",
)
POSTGRESQL_BACK = (
    "DROP INDEX IF EXISTS search_word_by_parts",
    "DROP INDEX search_text_by_name",
    "DROP INDEX search_text_by_word",
)
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS search_word_by_parts ON candidates_searchword USING gin (word gin_trgm_ops)",
)


def make_engine(apps, schema_editor):
    connection = schema_editor.connection
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for statement in SQLITE if sqlite else POSTGRESQL:
            cursor.execute(statement)
    if sqlite:
        return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in TRIGRAMS:
                cursor.execute(statement)
    except DatabaseError:
        # Not installed on the server, or not ours to create: search works, misspelt words find nothing. A system
        # check says so, and `manage.py search_index` looks again.
        pass


def drop_engine(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    with schema_editor.connection.cursor() as cursor:
        for statement in SQLITE_BACK if sqlite else POSTGRESQL_BACK:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0009_archives_of_uploads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="SearchText"),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "Name"),
                            ("person", "Record"),
                            ("resume", "Resume"),
                            ("note", "Note"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.search.SearchVectorField(
                        editable=False, help_text="On PostgreSQL only.", null=True
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_texts",
                        to="candidates.candidate",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        help_text="The resume's or the note's.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="candidates.job",
                    ),
                ),
                (
                    "note",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_text",
                        to="candidates.note",
                    ),
                ),
                (
                    "private_to",
                    models.ForeignKey(
                        blank=True,
                        help_text="The author of a private note.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resume",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_text",
                        to="candidates.resume",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ("name", "person"))),
                        fields=("candidate", "kind"),
                        name="search_text_one_of_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ("name", "person")), ("note", None), ("resume", None)),
                            models.Q(("kind", "resume"), ("note", None), ("resume__isnull", False)),
                            models.Q(("kind", "note"), ("note__isnull", False), ("resume", None)),
                            _connector="OR",
                        ),
                        name="search_text_says_whose",
                    ),
                ],
            },
        ),
        migrations.RunPython(make_engine, drop_engine),
    ]
