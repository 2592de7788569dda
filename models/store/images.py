"""The image of a row: one JSON text, keys in declared order, equal on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table

from models.store.base import Base, Record


def recorded_tables() -> list[Table]:
    """The tables whose history is kept: those of the Record classes, parents before children."""
    kept = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)}
    return [table for table in Base.metadata.sorted_tables if table in kept]


def image(table: Table, row: str) -> str:
    """SQL that makes the image of ``row`` (an alias, ``NEW`` or ``OLD``) on SQLite."""
    pairs = ", ".join(f"'{column.name}', {row}.\"{column.name}\"" for column in table.columns)
    return f"json_object({pairs})"


def fields(table: Table, text: str) -> str:
    """SQL that takes the columns back out of an image."""
    return ", ".join(f"json_extract({text}, '$.{column.name}')" for column in table.columns)


def names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def sqlite_triggers(tables: Iterable[Table]) -> list[str]:
    """One trigger a table and kind of write; a write outside a Step fails, a replay is not recorded again."""
    statements = []
    for table in tables:
        for event, before, after in (
            ("INSERT", "NULL", image(table, "NEW")),
            ("UPDATE", image(table, "OLD"), image(table, "NEW")),
            ("DELETE", image(table, "OLD"), "NULL"),
        ):
            row = "OLD" if event == "DELETE" else "NEW"
            statements.append(
                f'CREATE TRIGGER "{table.name}_{event.lower()}" AFTER {event} ON "{table.name}" BEGIN\n'
                f"  SELECT RAISE(ABORT, 'no step') WHERE NOT EXISTS (SELECT 1 FROM writing);\n"
                f"  INSERT INTO changes (step, noun, record, before, after)\n"
                f"  SELECT step, '{table.name}', {row}.id, {before}, {after} FROM writing WHERE replaying = 0;\n"
                f"END"
            )
    return statements


def postgresql_triggers(tables: Iterable[Table]) -> list[str]:
    """The same for PostgreSQL; row_to_json writes the columns in declared order without spaces."""
    statements = [
        "CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "DECLARE here writing%ROWTYPE; was text; now text; key text;\n"
        "BEGIN\n"
        "  SELECT * INTO here FROM writing;\n"
        "  IF NOT FOUND THEN RAISE EXCEPTION 'no step'; END IF;\n"
        "  IF here.replaying <> 0 THEN RETURN NULL; END IF;\n"
        "  IF TG_OP <> 'INSERT' THEN was := row_to_json(OLD)::text; key := OLD.id; END IF;\n"
        "  IF TG_OP <> 'DELETE' THEN now := row_to_json(NEW)::text; key := NEW.id; END IF;\n"
        "  INSERT INTO changes (step, noun, record, before, after) VALUES (here.step, TG_TABLE_NAME, key, was, now);\n"
        "  RETURN NULL;\n"
        "END $$"
    ]
    statements += [
        f'CREATE TRIGGER "{table.name}_changes" AFTER INSERT OR UPDATE OR DELETE ON "{table.name}" '
        f"FOR EACH ROW EXECUTE FUNCTION record_change()"
        for table in tables
    ]
    return statements
