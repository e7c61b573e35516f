"""The database refuses to change what happened and how it was sealed; PostgreSQL refuses to delete it as well.

SQLite may delete, because emptying a database of tests deletes row by row there; verifying finds the gap.
A later migration that alters one of these tables on SQLite makes the table anew and loses its trigger: it has to
make it again (tests/events/test_tampering.py notices).
"""

from django.db import migrations

TABLES = ("events_event", "events_eventseal")
SQLITE = """
CREATE TRIGGER {table}_unchangeable BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END
"""
POSTGRESQL = """
CREATE TRIGGER {table}_unchangeable BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION events_unchangeable()
"""
FUNCTION = """
CREATE FUNCTION events_unchangeable() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the history is never changed'; END $$
"""


def forbid(apps, schema_editor):
    statement = SQLITE
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        statement = POSTGRESQL
    for table in TABLES:
        schema_editor.execute(statement.format(table=table))


def allow(apps, schema_editor):
    on = " ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_unchangeable{on.format(table=table)}")
    if on:
        schema_editor.execute("DROP FUNCTION events_unchangeable()")


class Migration(migrations.Migration):
    replaces = [("events", "0005_unchangeable")]
    dependencies = [("events", "0001_tables")]

    operations = [migrations.RunPython(forbid, allow)]
