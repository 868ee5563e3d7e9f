"""Small databases built so that two queries which mean different things answer differently.

Each of them is made of *chains*. A chain is one row in every table that the queries read, joined
by a key of its own. Some chains meet every condition of a query, others miss exactly one of them or
stand exactly on its bound; a few are stored twice, carry a NULL or have no partner to join with.
"""

import random
import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from .clues import Condition
from .sandbox import QueryFailed, fence, open_script, open_unfenced
from .schema import quoted, read_schema

MOST_VALUES = 14  # values tried in one column of one database
MOST_COPIES = 60  # chains that meet all conditions; HAVING COUNT(*) > 50 still has its bound
MOST_BRANCHES = 4  # databases in which one branch of conditions is not met
MOST_BASES = 10  # branches of conditions that get chains of their own
PRIME = 7919


@dataclass(frozen=True)
class Database:
    """A small database: its name, its DDL and its rows by table."""

    name: str
    ddl: str
    rows: dict  # table -> list of tuples, in the order in which they are inserted

    def open(self):
        """A fenced connection to it. Rows that break a constraint of the DDL are left out."""
        connection = open_unfenced(self.ddl)
        connection.isolation_level = None
        try:
            connection.execute("BEGIN")
            for (table, columns), rows in self.rows.items():
                names = ", ".join(map(quoted, columns))
                holes = ", ".join("?" * len(columns))
                statement = f"INSERT OR IGNORE INTO {quoted(table)} ({names}) VALUES ({holes})"
                connection.executemany(statement, rows)
            connection.execute("COMMIT")
        except (sqlite3.Error, OverflowError) as error:
            raise QueryFailed(str(error)) from None
        return fence(connection)


    def mirrored(self):
        """The same rows stored the other way round, in tables with no order of their own."""
        contents = self.contents()
        rows = {table: list(reversed(rows)) for table, rows in contents.items()}
        return Database(self.name, rebuilt(read_schema(self.ddl)), rows)

    def contents(self):
        """{(table, columns): rows} as they are stored."""
        connection = self.open()
        contents = {}
        for table in read_schema(self.ddl).tables.values():
            columns = tuple(c.name for c in table.columns)
            names = ", ".join(map(quoted, columns))
            select = f"SELECT {names} FROM {quoted(table.name)}"
            contents[table.name, columns] = connection.execute(select).fetchall()
        return contents


@dataclass(frozen=True)
class Shipped(Database):
    """A database that somebody filled: an SQL script, with or without its own DDL."""

    def __init__(self, ddl, script):
        try:
            open_script(script)
        except QueryFailed:
            script = f"{ddl};\n{script}"
        super().__init__("shipped rows", script, {})


def generate(schema, clues):
    """Yield the databases for `clues`, those that tell most queries apart first.

    In some of them a VARCHAR column that the queries use as a number is a NUMERIC one: the DDL of
    the Hub dataset calls nearly everything VARCHAR, and as text no value lies between '5' and '10'.
    """
    plan = _Plan(schema, clues)
    loose = rebuilt(schema, plan.numeric)
    yield Database("rising values", loose, plan.chains(trend=1))
    yield Database("falling values", loose, plan.chains(trend=-1))
    yield Database("mixed values", loose, plan.mixture(14))
    yield Database("every condition met", loose, plan.met())
    for left_out in range(min(len(plan.branches), MOST_BRANCHES) if len(plan.branches) > 1 else 0):
        yield Database("some conditions met", loose, plan.met(left_out))
    yield Database("no condition met", loose, plan.unmet())
    if clues.grouped:
        yield Database("no small groups", loose, plan.groups())
    if clues.nested and len(clues.tables) > 1:
        yield Database("rows without partners", loose, plan.chains(gaps=0.25))
    yield Database("declared types, with NULLs and duplicates", schema.ddl, plan.chains(nulls=True))
    yield Database("declared types, mixed values", schema.ddl, plan.mixture(30))


def rebuilt(schema, numeric=()):
    """A plain DDL of the same tables: no row order of its own, columns in `numeric` NUMERIC."""
    statements = []
    for name, table in schema.tables.items():
        parts = [
            f"{quoted(c.name)} {'NUMERIC' if (name, i) in numeric and c.kind == 'text' else c.declared}"
            + (" NOT NULL" if c.required else "")
            for i, c in enumerate(table.columns)
        ]
        parts += [
            f"UNIQUE ({', '.join(quoted(table.columns[i].name) for i in group)})"
            for group in table.unique
        ]
        statements.append(f"CREATE TABLE {quoted(table.name)} ({', '.join(parts)});")
    return "\n".join(statements)


class _Plan:
    """The values that columns may take, and the rows made of them."""

    def __init__(self, schema, clues):
        self.schema, self.clues = schema, clues
        self.random = random.Random(0)
        self.tables = [schema.tables[name] for name in clues.tables]
        self.keys = [name for name in clues.tables]
        self._join_columns()
        self._collect()

    # -- which columns hold the same kind of value -------------------------------------------

    def _join_columns(self):
        """Columns that are joined or refer to each other share one root, hence their values."""
        self.parent = {}
        pairs = list(self.clues.equal)
        for name in self.keys:
            for position, other, column in self.schema.tables[name].references:
                target = self.schema.tables.get(other)
                if target is not None and target.position(column) is not None:
                    pairs.append(((name, position), (other, target.position(column))))
        for left, right in pairs:
            left, right = self.root(left), self.root(right)
            if left != right:
                self.parent[left] = right
        self.joined = {self.root(c) for pair in pairs for c in pair}

    def root(self, column):
        while column in self.parent:
            column = self.parent[column]
        return column

    def _column(self, column):
        return self.schema.tables[column[0]].columns[column[1]]

    def _collect(self):
        """For every root: its conditions, whether it is numeric, and the values worth a row."""
        clues, root = self.clues, self.root
        columns = [(n, i) for n in self.keys for i in range(len(self.schema.tables[n].columns))]
        numbers = {root(c) for c in clues.numbers if c is not None}
        self.numeric = {c for c in columns if root(c) in numbers}
        self.measured = numbers
        self.number_roots = numbers | {root(c) for c in columns if self._column(c).kind == "number"}
        self.pool = defaultdict(dict)  # root -> values in order, a dict to drop repetitions
        self.branches = []
        for branch in clues.branches:
            needs = defaultdict(list)
            for condition in branch:
                at = root(condition.column)
                needs[at].append(condition)
                self.pool[at].update(dict.fromkeys(self._neighbours(at, condition)))
            if needs not in self.branches:
                self.branches.append(needs)
        for column, values in clues.values.items():
            for value in sorted(values, key=repr):
                near = self._neighbours(root(column), Condition(column, "=", value))
                self.pool[root(column)].update(dict.fromkeys(near))
        for column, lengths in clues.lengths.items():
            for n in lengths:
                near = ("x" * k for k in (n - 1, n, n + 1) if 0 <= k < 1000)
                self.pool[root(column)].update(dict.fromkeys(near))

    def _neighbours(self, root, condition):
        """The constant of a condition, and values on both sides of it."""
        value = condition.value
        if condition.operator == "is":
            return [value, None]
        if value is None:
            return []
        if condition.operator == "like":
            return _fillings(str(value))
        number = _as_number(value)
        if number is not None and (root in self.number_roots or not isinstance(value, str)):
            if isinstance(number, int):
                return [value, number + 1, number - 1, number + 2, number - 2]
            return [value, *(round(number + step, 6) for step in (0.1, -0.1, 1, -1))]
        return [value, *_text_neighbours(value, condition.operator)]

    # -- values ------------------------------------------------------------------------------

    def fresh(self, root, number, step=0):
        """A value of a column that no condition is about; different numbers, different values.

        Numbers rise with `step`, which says on which side of its bound a chain stands: so a chain
        that one query takes in and the other leaves out can move a MAX or a MIN.
        """
        column = self._column(root)
        salt = sum(map(ord, column.name)) + 31 * root[1]
        spread = (number * PRIME + salt * 613) % 997 + 1
        if root in self.number_roots:
            return 20_000 + 1000 * step + spread
        if column.kind == "date":
            return f"{1990 + spread % 35}-{spread % 12 + 1:02}-{number % 28 + 1:02}"
        return f"{column.name.title()} {spread}"

    def meeting(self, root, needs):
        """Values of the pool that meet most of the conditions on a column, best ones only."""
        values = list(self.pool[root])[: 3 * MOST_VALUES]
        scores = [sum(_meets(v, c, root in self.number_roots) for c in needs) for v in values]
        best = max(scores, default=0)
        return [v for v, score in zip(values, scores) if score == best]

    def bases(self):
        """For every branch of conditions the values that meet it, by root."""
        bases = []
        for first in self.branches[:MOST_BASES] or [{}]:
            base = {}
            for needs in [first, *self.branches]:
                for root, conditions in needs.items():
                    base.setdefault(root, self.meeting(root, conditions))
            bases.append(base)
        return bases

    # -- rows --------------------------------------------------------------------------------

    def chains(self, trend=1, nulls=False, gaps=0):
        """Rows by chains: those that meet all conditions, and those that differ in one column.

        `trend` is 1 where free numbers rise with the column that differs, -1 where they fall.
        With `nulls` there are NULLs, duplicates and rows without a partner too; `gaps` is the share
        of rows that are left out of their chains.
        """
        chains, extra = [], []  # chains: (values by root, step)
        sizes = [n for n in self.clues.sizes if n <= MOST_COPIES]
        copies = max([4, *(n + 3 for n in sizes)])
        for base in self.bases():
            first = {r: v[0] for r, v in base.items() if v}
            for i in range(copies):
                chains.append(({r: v[i % len(v)] for r, v in base.items() if v}, 0))
            for root in self.pool:
                for step, value in self._steps(root, base.get(root, ())):
                    other = {**first, root: value}
                    chains.append((other, trend * step))
                    chains += self._extremes(other, root, trend * step)
                    if self.clues.nested:
                        chains.append((first, 0))
                        extra += self._beside(len(chains) - 1, first, root, value)
        chains += [({}, 0)] * 3
        rows = {n: [self._row(n, *c, i) for i, c in enumerate(chains)] for n in self.keys}
        for name, row in extra:
            rows[name].append(row)
        self._repeat(rows, chains, self._sizes())
        if nulls:
            self._spoil(rows, chains[0][0])
        if gaps:
            rows = {n: [r for r in some if self.random.random() > gaps] for n, some in rows.items()}
        return self._finished(rows)

    def met(self, left_out=None):
        """One row a table for every branch of conditions, equal in all that no condition names."""
        bases = [base for i, base in enumerate(self.bases()) if i != left_out]
        chains = [{r: v[0] for r, v in base.items() if v} for base in bases]
        rows = {n: [self._row(n, c, 0, 0) for c in chains] for n in self.keys}
        return self._finished({n: list(dict.fromkeys(r)) for n, r in rows.items()})

    def unmet(self):
        """Three chains of values that no query names."""
        return self._finished({n: [self._row(n, {}, 0, i) for i in range(3)] for n in self.keys})

    def groups(self):
        """Groups of 2, 3, 4 and 5 rows, all conditions met: the smallest one has no single row."""
        base = self.bases()[0]
        chains = [({r: v[i % len(v)] for r, v in base.items() if v}, 0) for i in range(4)]
        rows = {n: [self._row(n, *c, i) for i, c in enumerate(chains)] for n in self.keys}
        self._repeat(rows, chains, sizes=(5, 4, 3, 2))
        return self._finished(rows)

    def _steps(self, root, met):
        """The values of a pool and how far above (or below) the values `met` each of them stands."""
        as_number = root in self.number_roots
        values = list(self.pool[root])[:MOST_VALUES]
        known = sorted((v for v in values if v is not None), key=lambda v: _sort_key(v, as_number))
        middle = known.index(met[0]) if met and met[0] in known else 0
        inside = {repr(v) for v in met} | {"None"}
        return [(0 if repr(v) in inside else known.index(v) - middle, v) for v in values]

    def _extremes(self, chain, root, step):
        """The same chain with a number that is summed up and compared far outside its bounds."""
        if not step:
            return []
        others = [r for r in self.measured if r != root and r in chain]
        return [({**chain, r: 20_000 * (1 if step > 0 else -1) + step}, step) for r in others]

    def _row(self, name, chain, step, number):
        row = []
        for i in range(len(self.schema.tables[name].columns)):
            root = self.root((name, i))
            row.append(chain[root] if root in chain else self.fresh(root, number, step))
        return tuple(row)

    def _beside(self, number, chain, root, value):
        """Rows equal to a chain's own but for one column: same key, other value."""
        if root in self.joined:
            return []
        name, position = root
        row = list(self._row(name, chain, 0, number))
        row[position] = value
        return [(name, tuple(row))]

    def _sizes(self):
        """Sizes of groups, largest first, with those on the bounds of HAVING COUNT(*)."""
        wanted = {k + d for k in self.clues.sizes for d in (-1, 0, 1) if 0 < k + d <= MOST_COPIES}
        return sorted(wanted | {1, 2, 3}, reverse=True)

    def _repeat(self, rows, chains, sizes):
        """Turn the first chains into groups of these sizes, in one table after the other."""
        if not self.clues.grouped:
            return
        kept = {self.root(c) for c in self.clues.grouped if c} | self.joined
        repeated = [n for n in self.keys if n not in self.clues.shown] or self.keys
        number = len(chains)
        plans = [(size, name) for name in repeated for size in sizes]
        for i, (size, name) in enumerate(plans[: len(chains)]):
            chain, step = chains[i]
            same = {**{r: self.fresh(r, i, step) for r in kept}, **chain}
            for _ in range(size - 1):
                number += 1
                rows[name].append(self._row(name, same, step, number))

    def _spoil(self, rows, chain):
        """NULLs (in counted columns a different number each), duplicates, rows left alone."""
        counted = {c: k for k, c in enumerate(sorted(c for c in self.clues.counted if c))}
        same = {**{r: self.fresh(r, 0) for r in self.joined}, **chain}
        number = 900
        for name in self.keys:
            spoilt = []
            for i, column in enumerate(self.schema.tables[name].columns):
                if column.required:
                    continue
                for _ in range(1 + counted.get((name, i), 0)):
                    number += 1
                    row = list(self._row(name, same, 0, number))
                    row[i] = None
                    spoilt.append(tuple(row))
            number += 1
            rows[name] += spoilt + rows[name][:2] + [self._row(name, {}, 0, number)]

    def mixture(self, count):
        """`count` rows a table, every cell drawn by itself from the values worth a row."""
        drawn = {}
        bases = self.bases()
        for name in self.keys:
            columns = self.schema.tables[name].columns
            rows = []
            for _ in range(count):
                base = self.random.choice(bases)
                rows.append(tuple(self._draw(name, i, c, base) for i, c in enumerate(columns)))
            drawn[name] = rows + rows[:2]
        return self._finished(drawn)

    def _draw(self, name, position, column, base):
        root, chance = self.root((name, position)), self.random.random()
        if chance < 0.07 and not column.required:
            return None
        if base.get(root) and chance < 0.7:
            return self.random.choice(base[root])
        if self.pool[root] and chance < 0.9:
            return self.random.choice(list(self.pool[root])[:MOST_VALUES])
        return self.fresh(root, self.random.randrange(9))

    def _finished(self, rows):
        """References mended, rows shuffled, keyed as `Database` wants them."""
        for name in self.keys:
            self._mend(name, rows)
        done = {}
        for name, table in zip(self.keys, self.tables):
            self.random.shuffle(rows[name])
            done[table.name, tuple(c.name for c in table.columns)] = rows[name]
        return done

    def _mend(self, name, rows):
        """A declared foreign key points at a row that exists, or at NULL."""
        for position, other, column in self.schema.tables[name].references:
            if other not in rows or other == name:
                continue
            at = self.schema.tables[other].position(column)
            known = list(dict.fromkeys(row[at] for row in rows[other] if row[at] is not None))
            for i, row in enumerate(rows[name]):
                if row[position] is not None and row[position] not in known and known:
                    value = known[i % len(known)]
                    rows[name][i] = (*row[:position], value, *row[position + 1 :])


def _as_number(value):
    if isinstance(value, str):
        try:
            return int(value) if re.fullmatch(r"-?\d{1,15}", value) else float(value)
        except ValueError:
            return None
    return value


def _text_neighbours(value, operator):
    """Texts near a text: another case, one just behind it and one just before it."""
    text = str(value)
    near = [text.upper() if text != text.upper() else text.lower(), text + " x", text[:-1]]
    if operator not in ("=", "<>") and text:
        last = ord(text[-1])
        near += [text[:-1] + chr(last + 1), text[:-1] + chr(max(last - 1, 32))]
    return near


def _fillings(pattern):
    """Texts that a LIKE or GLOB pattern catches, and some that it just misses."""
    plain = pattern.replace("_", "q").replace("?", "q")
    filled = [re.sub(r"[%*]", fill, plain) for fill in ("", "zz")]
    core = filled[0]
    return [*filled, core + "zz", "zz" + core, core.upper(), core.lower(), core[1:], core + "q"]


def _meets(value, condition, as_number):
    """Whether `value` meets a condition, compared as SQLite would compare it."""
    wanted, operator = condition.value, condition.operator
    if operator == "is" or value is None or wanted is None:
        return value is wanted if operator == "is" else False
    if operator == "like":
        pattern = re.escape(str(wanted)).replace("%", ".*").replace("_", ".").replace(r"\*", ".*")
        return re.fullmatch(pattern, str(value), re.IGNORECASE) is not None
    left, right = _sort_key(value, as_number), _sort_key(wanted, as_number)
    return {
        "=": left == right,
        "<>": left != right,
        ">": left > right,
        ">=": left >= right,
        "<": left < right,
        "<=": left <= right,
    }[operator]


def _sort_key(value, as_number):
    number = _as_number(value) if as_number else None
    return (0, number, "") if number is not None else (1, 0, str(value))
