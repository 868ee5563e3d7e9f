"""The values worth a row in each column: constants of the queries, what lies next to them, others."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from . import dates
from .clues import Condition
from .constraints import constants
from .domains import SPELLED, holding, plain_values
from .roots import find_roots
from .schema import Column
from .values import catching_all, fillings, meets, number_in, sort_key, text_neighbours

MOST_VALUES = 16  # values tried in one column of one database
MOST_BASES = 10  # branches of conditions that get rows of their own
PRIME = 7919


class Pools:
    """The values that the columns of one schema may take, given the clues of the queries.

    Columns that are joined share one *root*, a column that stands for all of them, hence their values.
    """

    def __init__(self, schema, clues):
        self.schema, self.clues = schema, clues
        self.tables = list(clues.tables)
        self.parent, self.joined = find_roots(schema, clues)
        self.used = {n: self._used(n) for n in self.tables}
        self.members = defaultdict(list)  # root -> the columns that it stands for
        for column in sorted({*self.parent, *self.parent.values(), *clues.used, *clues.values}):
            self.members[self.root(column)].append(column)
        numbers = {self.root(c) for c in clues.numbers}
        columns = [(n, i) for n in self.tables for i in self.used[n]]
        self.measured = numbers  # what the queries take for numbers, whatever the DDL calls it
        self.numeric = {c for c in columns if self.root(c) in numbers}
        self.number_roots = numbers | {self.root(c) for c in columns if self.declared(c).kind == "number"}
        self.branches, conditions = self._branches()
        self.unique = {n: {g[0] for g in schema.tables[n].unique if len(g) == 1} for n in self.tables}
        self.sorted = {self.root(c) for c, words in clues.uses.items() if "order" in words}
        self.kind, self.pool, self.plain = {}, {}, {}
        for root in dict.fromkeys(map(self.root, columns)):
            self._collect(root, conditions[root])
        self.bases = self._bases()
        self.query_bases = self._query_bases()

    def root(self, column: tuple[str, int]) -> tuple[str, int]:
        """The column that stands for all that `column` is joined with."""
        while column in self.parent:
            column = self.parent[column]
        return column

    def declared(self, column: tuple[str, int]) -> Column:
        """The `Column` of the schema."""
        return self.schema.tables[column[0]].columns[column[1]]

    def _used(self, name):
        """Positions of the columns that rows need values in: those that the queries name, keys, required ones."""
        table = self.schema.tables[name]
        if self.clues.star:
            return list(range(len(table.columns)))
        return [
            i
            for i, c in enumerate(table.columns)
            if c.required or (name, i) in self.clues.used or self.root((name, i)) in self.joined
        ]

    def _branches(self):
        """Every branch as {root: its conditions}, and all conditions by root."""
        branches, found = [], defaultdict(list)
        for branch in self.clues.branches:
            needs = defaultdict(list)
            for condition in branch:
                at = self.root(condition.column)
                needs[at].append(condition)
                found[at].append(condition)
            if needs not in branches:
                branches.append(needs)
        return branches, found

    # -- the values of one root ----------------------------------------------------------------

    def _collect(self, root, conditions):
        """Settle what kind of values a root has, those worth a row, and those that nothing is said of."""
        members, clues = self.members[root], self.clues
        others = list(dict.fromkeys(v for c in members for v in clues.values.get(c, ())))
        named = [c.value for c in conditions if c.operator != "test"]
        named = [v for value in named for v in (value if isinstance(value, tuple) else (value,))]
        known = [v for v in named + others if v is not None]
        words = {w for c in members for w in clues.uses.get(c, ())}
        fragments = sorted({f for c in members for f in clues.fragments.get(c, ())})
        kind = self.kind[root] = self._kind(root, known, words)
        if kind in ("date", "datetime"):
            values = dates.around(known, clues.shifts, kind == "datetime") if known else []
        elif kind == "time":
            values = dates.times(known)
        elif kind == "boolean":
            values = [1, 0] if known else []
        else:
            values = self._near_all(root, conditions, others)
            if "cast" in words and self.declared(root).kind == "text":
                values[1:1] = SPELLED[:6]
            elif "cast" in words:  # numbers that sort otherwise as text
                values[2:2] = [n for v in known[:3] if isinstance(v, int) for n in (v * 10, v // 10 + 1)]
        column = self.declared(root)
        values = [v for v in dict.fromkeys(values) if v is not None]
        if self._is_whole(members):  # an INTEGER PRIMARY KEY takes nothing else
            values = [v for v in values if isinstance(number_in(v), int) or (isinstance(v, float) and v == int(v))]
        plain = plain_values(column, kind, words, fragments, 31 * root[1] + len(column.name))
        if column.checks:
            tried = [v for check in column.checks for v in constants(check)]
            plain = holding(column, plain) or holding(column, tried) or plain
            values = holding(column, values)
            plain = list(dict.fromkeys(plain + holding(column, tried)))
        self.pool[root], self.plain[root] = values, plain

    def _is_whole(self, members):
        return any(c[1] in self.unique.get(c[0], ()) and "INT" in self.declared(c).declared.upper() for c in members)

    def _kind(self, root, known, words):
        """date, datetime, time, boolean, number or text: what the DDL and the queries make of a column."""
        if self._is_whole(self.members[root]):
            return "number"
        declared = self.declared(root).kind
        texts = [v for v in known if isinstance(v, str) and v.strip("%_-")]
        dated = [v for v in texts if dates.is_date(v.strip("%_-"))]
        odd = [v for v in texts if v not in dated and not v.strip("%_-").isdigit()]
        if declared in ("date", "datetime"):
            dated_column = dated or not odd or "date" in words
        else:
            dated_column = "date" in words or (declared == "text" and dated and not odd and not any(map(dates.MONTH.match, texts)))
        if dated_column:
            clock = declared == "datetime" or "clock" in words or any(":" in v for v in dated)
            return "datetime" if clock else "date"
        if declared in ("date", "datetime"):
            return "text"
        if declared == "boolean":
            return "boolean" if all(number_in(v) in (0, 1) for v in known) else "text"
        if declared == "time":
            return "time" if not odd or all(":" in v for v in odd) else "text"
        return "number" if root in self.number_roots else "text"

    def _near_all(self, root, conditions, others):
        """Values around all constants of a column of numbers or texts: first the constants, then what is next to them."""
        near = [self._neighbours(root, condition) for condition in conditions]
        near += [self._neighbours(root, Condition(root, "=", value)) for value in others]
        patterns = [str(c.value) for c in conditions if c.operator == "like"]
        lengths = sorted({n for member in self.members[root] for n in self.clues.lengths.get(member, ())})
        near += [catching_all(patterns), ["x" * k for n in lengths for k in (n, n - 1, n + 1) if k >= 0]]
        return [some[i] for i in range(max(map(len, near))) for some in near if i < len(some)]

    def _neighbours(self, root, condition):
        """The constant of a condition, and values on both sides of it."""
        value, operator = condition.value, condition.operator
        if value is None or operator == "test":
            return []
        if operator.endswith("in"):
            single = (Condition(root, "=", v) for v in value)
            return [v for v in value if v is not None] + [n for c in single for n in self._neighbours(root, c)[1:3]]
        if operator.endswith("like"):
            return fillings(str(value))
        number = number_in(value)
        if number is not None and (root in self.number_roots or not isinstance(value, str)):
            if isinstance(number, int):
                return [value, number + 1, number - 1, number + 2, number - 2]
            return [value, *(round(number + step, 6) for step in (0.1, -0.1, 1, -1))]
        return [value, *text_neighbours(value, operator)]

    # -- values that meet conditions, and values that nothing is said of -------------------------

    def meeting(self, root: tuple[str, int], needs: list[Condition]) -> list:
        """Values of the pool that meet most of the conditions on a column, best ones only."""
        values = list(dict.fromkeys([*self.pool.get(root, ())][: 3 * MOST_VALUES] + self.plain.get(root, [])[:4]))
        if any(c.operator == "is" and c.value is None for c in needs):
            values.append(None)
        tests = [c.value for c in needs if c.operator == "test"]
        tested = holding(self.declared(root), values, tests, "x") if tests else ()
        simple = [c for c in needs if c.operator != "test"]
        as_number = root in self.number_roots
        scores = [sum(meets(v, c, as_number) for c in simple) + len(tests) * (v in tested) for v in values]
        best = max(scores, default=0)
        return [v for v, score in zip(values, scores) if score == best]

    def _bases(self):
        """For every branch of conditions the values that meet it, by root.

        Columns that only other branches speak of meet the conditions of those. Every branch comes once more by
        itself, since the conditions of others may stand in its way.
        """
        alone = [{r: self.meeting(r, c) for r, c in needs.items() if r in self.kind} for needs in self.branches]
        filled = [_merged([base, *alone]) for base in alone]
        return _different((filled[:MOST_BASES] + alone[:MOST_BASES]) or [{}])

    def _query_bases(self):
        """For every query by itself the values that meet what it asks for: the other one may ask for more."""
        bases = []
        for branches in self.clues.queries:
            needs = defaultdict(list)
            for condition in branches[0] if branches else ():
                needs[self.root(condition.column)].append(condition)
            bases.append({r: self.meeting(r, c) for r, c in needs.items() if r in self.kind})
        return _different(bases)

    def fresh(self, root: tuple[str, int], number: int, step: int = 0) -> str | int | float:
        """A value that no condition is about; different numbers, different values.

        Values rise with `step`, which says on which side of its bound a chain stands: so a chain
        that one query takes in and the other leaves out can move a MAX, or come first in an order.
        """
        column, kind = self.declared(root), self.kind.get(root)
        if column.checks or kind in ("boolean", "time"):
            return self.plain[root][number % len(self.plain[root])]
        salt = sum(map(ord, column.name)) + 31 * root[1]
        spread = (number * PRIME + salt * 613) % 997 + 1
        if kind in ("date", "datetime"):
            day = f"{2021 + step % 4000}-{spread % 12 + 1:02}-{number % 28 + 1:02}"
            return day + f" {spread % 24:02}:{number % 60:02}:07" * (kind == "datetime")
        if root in self.number_roots:
            return 20_000 + 1000 * step + spread
        return f"{column.name.title()} {20_000 + 1000 * step + spread}"

    def nth(self, root: tuple[str, int], number: int) -> str | int | float:
        """The plain value with that number; different numbers, different values as far as the domain reaches."""
        plain = self.plain[root]
        if number < len(plain) or self.kind[root] in ("boolean", "time") or self.declared(root).checks:
            return plain[number % len(plain)]
        if self.kind[root] in ("date", "datetime"):
            day = (date(2010, 1, 1) + timedelta(3 * number)).isoformat()
            return day + " 10:20:30" * (self.kind[root] == "datetime")
        return 300 + 7 * number if root in self.number_roots else f"{self.declared(root).name.title()} {number}"

    def steps(self, root: tuple[str, int], met: Sequence) -> list[tuple[int, object]]:
        """The values of a pool and how far above (or below) the values `met` each of them stands."""
        as_number = root in self.number_roots
        values = self.pool[root][:MOST_VALUES]
        if not values:
            return []
        known = sorted((v for v in values if v is not None), key=lambda v: sort_key(v, as_number))
        middle = known.index(met[0]) if met and met[0] in known else 0
        inside = {repr(v) for v in met}
        return [(0 if repr(v) in inside else known.index(v) - middle, v) for v in values] + [(0, None)]


def _merged(bases):
    """One base of all: where two speak of a column, the first one has it."""
    return {root: values for base in reversed(bases) for root, values in base.items()}


def _different(bases):
    return [base for i, base in enumerate(bases) if base not in bases[:i]]
