"""Reading the clues out of a query's tree."""

from collections import defaultdict

from sqlglot import exp

from .clues import Clues, Condition
from .names import Names
from .parsing import completed
from .values import number_in

COMPARISONS = {exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<="}
MIRRORED = {"=": "=", "<>": "<>", ">": "<", ">=": "<=", "<": ">", "<=": ">="}
OPPOSITE = {"=": "<>", "<>": "=", ">": "<=", ">=": "<", "<": ">=", "<=": ">"}
ARITHMETIC = (exp.Sum, exp.Avg, exp.Max, exp.Min, exp.Add, exp.Sub, exp.Mul, exp.Div)
SET_OPERATIONS = (exp.Intersect, exp.Except, exp.Union)


def find_clues(schema, trees):
    """Collect the `Clues` of several parsed queries against a `Schema`."""
    clues = Clues()
    for tree in trees:
        Reader(schema, clues).read(tree)
    return clues


class Reader(Names):
    """Walks one tree and writes down its conditions, joins, groups and counts."""

    def read(self, tree):
        nodes = list(tree.walk())
        for node in nodes:
            if isinstance(node, exp.Select):
                self.open(node)
        selects = sum(isinstance(node, exp.Select) for node in nodes)
        twice = any(len(s) > len(set(s.values())) for s in self.sources.values())
        self.clues.nested = self.clues.nested or selects > 1 or twice
        branches = defaultdict(list)  # id of the SELECT or OR operand -> conditions
        for node in nodes:
            for condition in self._conditions(node):
                branches[self._branch(node)].append(condition)
            self._notice(node)
        self.clues.branches += [b for b in branches.values() if b]

    # -- conditions --------------------------------------------------------------------------

    def _conditions(self, node):
        """The conditions that one node states outright."""
        kind = type(node)
        negated = isinstance(node.parent, exp.Not)
        if kind in COMPARISONS:
            found = self._comparison(node, COMPARISONS[kind])
        elif kind is exp.Between:
            found = self._against(node.this, ">=", node.args["low"])
            found += self._against(node.this, "<=", node.args["high"])
        elif kind is exp.In:
            found = [c for e in node.expressions for c in self._against(node.this, "=", e)]
            self._join(node.this, node.args.get("query"))
            # one value at a time can be met; the others are still worth a row
            self._keep(found[1:])
            found = found if negated else found[:1]
        elif kind in (exp.Like, exp.ILike, exp.Glob):
            found = self._against(node.this, "like", node.expression)
        elif kind is exp.Is:
            found = self._against(node.this, "is", node.expression)
        else:
            return []
        if negated:
            self._keep(found)
            return [
                Condition(c.column, OPPOSITE[c.operator], c.value)
                for c in found
                if c.operator in OPPOSITE
            ]
        return found

    def _comparison(self, node, operator):
        left, right = self.meaning(node.this), self.meaning(node.expression)
        known, _ = self.constant(left)
        if known:
            return self._against(right, MIRRORED[operator], left)
        self._join(left, right)
        return self._against(left, operator, right)

    def _against(self, left, operator, right):
        """Conditions of `left operator right` where right is constant."""
        known, value = self.constant(right)
        if not known:
            return []
        left = self.meaning(left)
        if isinstance(left, exp.Count) and isinstance(value, (int, float)):
            self.clues.sizes.add(int(value))
        column = self.column(left) if isinstance(left, exp.Column) else None
        if column is None:
            self._near(left, value)
            return []
        if isinstance(value, (int, float)) or (operator in "<=>=" and number_in(value) is not None):
            self.clues.numbers.add(column)
        return [Condition(column, operator, value)]

    def _near(self, left, value):
        """A constant compared with a function of columns: the columns had better come near it."""
        for node in left.find_all(exp.Column):
            column = self.column(node)
            if column is None:
                continue
            if isinstance(left, exp.Length) and isinstance(value, int):
                self.clues.lengths[column].add(value)
            elif value is not None:
                self.clues.values[column].update(completed(left, value))

    def _keep(self, conditions):
        for condition in conditions:
            self.clues.values[condition.column].add(condition.value)

    def _branch(self, node):
        """The nearest OR operand or SELECT around a node: conditions there hold together."""
        while node.parent is not None and not isinstance(node.parent, (exp.Or, exp.Query, exp.If)):
            node = node.parent
        parent = node.parent
        return id(node) if isinstance(parent, (exp.Or, exp.If)) else id(parent)

    # -- joins, groups, counts ---------------------------------------------------------------

    def _join(self, left, right):
        left, right = _single(left), _single(right)
        if isinstance(left, exp.Column) and isinstance(right, exp.Column):
            pair = self.column(left), self.column(right)
            if None not in pair and pair[0] != pair[1]:
                self.clues.equal.append(pair)

    def _notice(self, node):
        clues = self.clues
        if isinstance(node, ARITHMETIC):
            for inner in node.find_all(exp.Column):
                clues.numbers.add(self.column(inner))
        elif isinstance(node, exp.Count):
            clues.counted.update(self.column(inner) for inner in node.find_all(exp.Column))
        elif isinstance(node, exp.Group):
            clues.grouped.update(self.column(inner) for inner in node.find_all(exp.Column))
            shown = [e.unnest() for e in node.parent.expressions]
            columns = [self.column(e) for e in shown if isinstance(e, exp.Column)]
            clues.shown.update(c[0] for c in columns if c)
        elif isinstance(node, (exp.Limit, exp.Offset)):
            known, value = self.constant(node.expression) if node.expression else (False, None)
            if known and isinstance(value, int):
                clues.sizes.add(value)
        elif isinstance(node, SET_OPERATIONS):
            for pair in zip(node.left.selects, node.right.selects):
                self._join(*pair)
        elif isinstance(node, exp.Join) and node.args.get("using"):
            self._join_using(node)

    def _join_using(self, join):
        tables = self.sources.get(id(join.parent_select), {}).values()
        for identifier in join.args["using"]:
            found = [(t, self.schema.tables[t].position(identifier.name)) for t in tables]
            found = [c for c in found if c[1] is not None]
            self.clues.equal += list(zip(found, found[1:]))


def _single(node):
    """The column that a one-column subquery returns; other nodes as they are."""
    node = node.unnest() if node is not None else None
    if isinstance(node, exp.Select) and len(node.selects) == 1:
        node = node.selects[0]
    return node.unalias() if node is not None else None
