"""The database refuses another tax ID for a client that is registered: another number is another client.

A later migration that alters this table on SQLite makes the table anew and loses its trigger: it has to make it again.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER offices_client_frozen BEFORE UPDATE OF country, tax_number ON offices_client
WHEN OLD.registered_at IS NOT NULL AND (OLD.country <> NEW.country OR OLD.tax_number <> NEW.tax_number)
BEGIN SELECT RAISE(ABORT, 'the tax ID of a registered client is never changed'); END
"""
FUNCTION = """
CREATE FUNCTION offices_client_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the tax ID of a registered client is never changed' USING ERRCODE = 'check_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER offices_client_frozen BEFORE UPDATE OF country, tax_number ON offices_client FOR EACH ROW
WHEN (OLD.registered_at IS NOT NULL AND (OLD.country <> NEW.country OR OLD.tax_number <> NEW.tax_number))
EXECUTE FUNCTION offices_client_frozen()
"""


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        schema_editor.execute(POSTGRESQL)
    else:
        schema_editor.execute(SQLITE)


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER offices_client_frozen ON offices_client")
        schema_editor.execute("DROP FUNCTION offices_client_frozen()")
    else:
        schema_editor.execute("DROP TRIGGER offices_client_frozen")


class Migration(migrations.Migration):
    replaces = [("offices", "0002_frozen_tax_ids")]
    dependencies = [("offices", "0001_tables")]

    operations = [migrations.RunPython(freeze, thaw)]
