"""The values worth a row in each column: constants of the queries, what lies next to them, others."""

from collections import defaultdict

from .clues import Condition
from .values import fillings, meets, number_in, text_neighbours

MOST_VALUES = 14  # values tried in one column of one database
MOST_BASES = 10  # branches of conditions that get rows of their own
PRIME = 7919


class Pools:
    """The values that the columns of one schema may take, given the clues of the queries."""

    def __init__(self, schema, clues):
        self.schema, self.clues = schema, clues
        self.keys = list(clues.tables)
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
            return fillings(str(value))
        number = number_in(value)
        if number is not None and (root in self.number_roots or not isinstance(value, str)):
            if isinstance(number, int):
                return [value, number + 1, number - 1, number + 2, number - 2]
            return [value, *(round(number + step, 6) for step in (0.1, -0.1, 1, -1))]
        return [value, *text_neighbours(value, condition.operator)]

    # -- values ------------------------------------------------------------------------------

    def fresh(self, root, number, step=0):
        """A value of a column that no condition is about; different numbers, different values.

        Values rise with `step`, which says on which side of its bound a chain stands: so a chain
        that one query takes in and the other leaves out can move a MAX, or come first in an order.
        """
        column = self._column(root)
        salt = sum(map(ord, column.name)) + 31 * root[1]
        spread = (number * PRIME + salt * 613) % 997 + 1
        if root in self.number_roots:
            return 20_000 + 1000 * step + spread
        if column.kind == "date":
            return f"{2000 + step}-{spread % 12 + 1:02}-{number % 28 + 1:02}"
        return f"{column.name.title()} {20_000 + 1000 * step + spread}"

    def meeting(self, root, needs):
        """Values of the pool that meet most of the conditions on a column, best ones only."""
        values = list(self.pool[root])[: 3 * MOST_VALUES]
        scores = [sum(meets(v, c, root in self.number_roots) for c in needs) for v in values]
        best = max(scores, default=0)
        return [v for v, score in zip(values, scores) if score == best]

    def filled(self):
        """For every branch of conditions the values that meet it, by root.

        Columns that only other branches speak of meet the conditions of those.
        """
        bases = []
        for first in self.branches[:MOST_BASES] or [{}]:
            base = {}
            for needs in [first, *self.branches]:
                for root, conditions in needs.items():
                    if root not in base:
                        base[root] = self.meeting(root, conditions)
            bases.append(base)
        return bases

    def bases(self):
        """The same, and every branch by itself: the conditions of others may stand in its way."""
        bases = []
        alone = [{root: b[root] for root in n} for n, b in zip(self.branches, self.filled())]
        for base in self.filled() + alone:
            if base not in bases:
                bases.append(base)
        return bases
