"""Tells PostgreSQL's index, text by text, when its person came (candidates.finding.engines.ERA).

The indexes go meanwhile: written anew they take seconds for what would take minutes row by row.
"""

from django.db import migrations

DROP = ("DROP INDEX search_text_by_word", "DROP INDEX search_text_by_name")
MAKE = (
    "CREATE INDEX search_text_by_word ON candidates_searchtext USING gin (words) WITH (fastupdate = off)",
    "CREATE INDEX search_text_by_name ON candidates_searchtext USING gin (words) WHERE kind = 'name'",
)
TELL = """UPDATE candidates_searchtext
    SET words = words || to_tsvector('simple', '~' || (candidate_id / 10000)) WHERE words IS NOT NULL"""
FORGET = """UPDATE candidates_searchtext
    SET words = ts_delete(words, '~' || (candidate_id / 10000)) WHERE words IS NOT NULL"""


def _run(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for each in (*DROP, statement, *MAKE):
                schema_editor.execute(each)

    return run


class Migration(migrations.Migration):
    dependencies = [("candidates", "0016_people_assigned")]

    operations = [migrations.RunPython(_run(TELL), _run(FORGET))]
