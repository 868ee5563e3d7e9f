"""What two queries give away about the rows that could tell them apart.

A query compares columns with constants, joins columns with columns and counts groups. Rows that
carry those constants, and their nearest neighbours, meet, miss and just touch every condition.
The idea is that of test-suite accuracy (Zhong, Yu and Klein, 2020, https://arxiv.org/abs/2010.02840),
which distils such databases from random ones; here they are built directly.
"""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp

from .sandbox import MAX_QUERY, QueryFailed, fence, run

DIALECT = sqlglot.Dialect.get_or_raise("sqlite")
COMPARISONS = {exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<="}
MIRRORED = {"=": "=", "<>": "<>", ">": "<", ">=": "<=", "<": ">", "<=": ">="}
OPPOSITE = {"=": "<>", "<>": "=", ">": "<=", ">=": "<", "<": ">=", "<=": ">"}
ARITHMETIC = (exp.Sum, exp.Avg, exp.Max, exp.Min, exp.Add, exp.Sub, exp.Mul, exp.Div)
SET_OPERATIONS = (exp.Intersect, exp.Except, exp.Union)


@dataclass(frozen=True)
class Condition:
    """`column operator value`: met by some rows of a database and missed by others."""

    column: tuple  # (lower-case table name, position)
    operator: str  # one of = <> > >= < <= like, or is
    value: object  # int, float, str or None


@dataclass
class Clues:
    """Everything found in the queries; columns are (lower-case table, position)."""

    branches: list = field(default_factory=list)  # conditions that can hold together
    values: dict = field(default_factory=lambda: defaultdict(set))  # other constants near a column
    numbers: set = field(default_factory=set)  # columns used as numbers
    lengths: dict = field(default_factory=lambda: defaultdict(set))  # LENGTH(column) compared
    equal: list = field(default_factory=list)  # pairs of columns that are joined or compared
    sizes: set = field(default_factory=set)  # what COUNT or LIMIT is compared with
    counted: set = field(default_factory=set)  # columns inside COUNT
    grouped: set = field(default_factory=set)  # columns inside GROUP BY
    shown: set = field(default_factory=set)  # tables of columns selected as they are, in a group
    nested: bool = False  # whether a query has a second SELECT or a self-join
    tables: dict = field(default_factory=dict)  # tables read, in their order


def parse(query):
    """The sqlglot tree of a query, or None where sqlglot cannot read it as one query."""
    if len(query) > MAX_QUERY:
        return None
    try:
        trees = DIALECT.parse(query)
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError):
        return None
    return trees[0] if len(trees) == 1 and isinstance(trees[0], exp.Query) else None


def find_clues(schema, trees):
    """Collect the `Clues` of several parsed queries against a `Schema`."""
    clues = Clues()
    for tree in trees:
        _Reader(schema, clues).read(tree)
    return clues


class _Reader:
    """Walks one tree; knows for every SELECT which tables its names stand for."""

    def __init__(self, schema, clues):
        self.schema, self.clues = schema, clues
        self.sources = {}  # id of a SELECT -> {alias: table}
        self.outputs = {}  # id of a SELECT -> {alias: expression}

    def read(self, tree):
        nodes = list(tree.walk())
        for node in nodes:
            if isinstance(node, exp.Select):
                self._open(node)
        selects = sum(isinstance(node, exp.Select) for node in nodes)
        twice = any(len(s) > len(set(s.values())) for s in self.sources.values())
        self.clues.nested = self.clues.nested or selects > 1 or twice
        branches = defaultdict(list)  # id of the SELECT or OR operand -> conditions
        for node in nodes:
            for condition in self._conditions(node):
                branches[self._branch(node)].append(condition)
            self._notice(node)
        self.clues.branches += [b for b in branches.values() if b]

    def _open(self, select):
        sources = {}
        joins = select.args.get("joins") or []
        for part in [select.args.get("from_") or select.args.get("from"), *joins]:
            table = part.this if part is not None else None
            if isinstance(table, exp.Table) and table.name.lower() in self.schema.tables:
                sources[table.alias_or_name.lower()] = table.name.lower()
        self.clues.tables.update(dict.fromkeys(sources.values()))
        self.sources[id(select)] = sources
        self.outputs[id(select)] = {
            e.alias.lower(): e.this for e in select.expressions if isinstance(e, exp.Alias)
        }

    # -- names -------------------------------------------------------------------------------

    def column(self, node):
        """(table, position) that a column node stands for; None where it is none."""
        select = node.parent_select
        name, qualifier = node.name, node.table.lower()
        while select is not None:
            sources = self.sources.get(id(select), {})
            tables = [sources.get(qualifier)] if qualifier else sources.values()
            for table in tables:
                position = self.schema.tables[table].position(name) if table else None
                if position is not None:
                    return table, position
            select = select.parent_select
        if not qualifier:  # a column of a subquery in FROM
            for table in self.clues.tables:
                position = self.schema.tables[table].position(name)
                if position is not None:
                    return table, position
        return None

    def constant(self, node):
        """(True, value) of an expression without columns, else (False, None)."""
        node = node.unnest()
        if isinstance(node, exp.Literal):
            return True, node.this if node.is_string else _number(node.this)
        if isinstance(node, exp.Null):
            return True, None
        if isinstance(node, exp.Column):
            stands_alone = not node.table and node.this.args.get("quoted")
            text = stands_alone and self.column(node) is None
            return (True, node.name) if text else (False, None)
        if isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal):
            return True, _number("-" + node.this.this)
        if node.find(exp.Column, exp.Query, exp.AggFunc, exp.Star):
            return False, None
        return _calculate(node)

    def _meaning(self, node):
        """An alias of the select list replaced by what it stands for."""
        node = node.unnest()
        if isinstance(node, exp.Column) and not node.table and self.column(node) is None:
            outputs = self.outputs.get(id(node.parent_select), {})
            return outputs.get(node.name.lower(), node)
        return node

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
        left, right = self._meaning(node.this), self._meaning(node.expression)
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
        left = self._meaning(left)
        if isinstance(left, exp.Count) and isinstance(value, (int, float)):
            self.clues.sizes.add(int(value))
        column = self.column(left) if isinstance(left, exp.Column) else None
        if column is None:
            self._near(left, value)
            return []
        if isinstance(value, (int, float)) or (operator in "<=>=" and _looks_numeric(value)):
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
                self.clues.values[column].update(_completed(left, value))

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


def _number(text):
    try:
        return int(text)
    except ValueError:
        return float(text)


def _looks_numeric(value):
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def _calculate(node):
    """Let SQLite work out a constant expression such as 72 - 3 or date('2020-01-01', '+1 day')."""
    try:
        value = run(fence(sqlite3.connect(":memory:")), f"SELECT {node.sql(DIALECT)}").rows[0][0]
    except (QueryFailed, sqlglot.errors.SqlglotError):
        return False, None
    return (False, None) if isinstance(value, bytes) else (True, value)


def _completed(left, value):
    """Values that a function of a column may turn into `value`: parts of a date made whole."""
    text = str(value)
    if left.find(exp.TimeToStr, exp.StrToTime, exp.Substring, exp.Anonymous) and text.isdigit():
        whole = {1: "2020-0{}-11", 2: "2020-{}-11", 4: "{}-06-11"}.get(len(text))
        return {value, whole.format(text)} if whole else {value}
    if len(text) == 7 and text[4:5] == "-":
        return {value, f"{text}-11"}
    return {value, text.upper(), text.lower()} if isinstance(value, str) else {value}
