"""Rows made fit for their tables: no key twice, no reference to a row that is not there."""

from random import Random

from .pools import Pools


def finished(pools: Pools, rows: dict[str, list[tuple]], random: Random) -> dict[tuple, list[tuple]]:
    """Rows keyed as `Database` wants them: unique keys, mended references, shuffled.

    Args:
        pools: the `Pools` whose tables they belong to.
        rows: {lower-case table: list of tuples}.
        random: shuffles them.
    """
    schema = pools.schema
    for name in _parents_first(schema, pools.tables):
        rows[name] = _mended(schema, name, _without_twins(schema.tables[name], rows[name]), rows)
        rows[name] = _without_twins(schema.tables[name], rows[name])
    done = {}
    for name in pools.tables:
        table = schema.tables[name]
        random.shuffle(rows[name])
        done[table.name, tuple(c.name for c in table.columns)] = rows[name]
    return done


def _parents_first(schema, names):
    """The tables, each behind those that it refers to, as far as there are no circles."""
    done = []

    def visit(name: str, above: frozenset[str]) -> None:
        for _, other, _ in schema.tables[name].references:
            if other in names and other not in done and other not in above and other != name:
                visit(other, above | {name})
        if name not in done:
            done.append(name)

    for name in names:
        visit(name, frozenset())
    return done


def _without_twins(table, rows):
    """The first row of every key; NULLs are never equal."""
    for group in table.unique:
        kept, seen = [], set()
        for row in rows:
            key = tuple(row[i] for i in group)
            if None in key or key not in seen:
                kept.append(row)
                seen.add(key)
        rows = kept
    return rows


def _mended(schema, name, rows, all_rows):
    """References point at a row that exists; NULL, where none does and NULL is allowed."""
    table = schema.tables[name]
    for position, other, column in table.references:
        at = schema.tables[other].position(column) if other in all_rows else None
        if at is None:  # a reference to a table or a column that is not there
            continue
        target = rows if other == name else all_rows[other]
        known = list(dict.fromkeys(row[at] for row in target if row[at] is not None))
        existing = set(known)
        for i, row in enumerate(rows):
            if row[position] is not None and row[position] not in existing:
                value = known[i % len(known)] if known else None
                rows[i] = (*row[:position], value, *row[position + 1 :])
    return rows
