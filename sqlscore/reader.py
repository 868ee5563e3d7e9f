"""Reading the clues out of the trees of queries: conditions, joins, groups and counts."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from sqlglot import exp

from .clues import Clues, Condition
from .dates import is_date
from .functions import notice_function
from .names import Names
from .parsing import DIALECT, completed, shared
from .schema import Schema
from .values import number_in

COMPARISONS = {
    exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<=",
    exp.NullSafeEQ: "=", exp.NullSafeNEQ: "<>",
}  # fmt: skip
MIRRORED = {"=": "=", "<>": "<>", ">": "<", ">=": "<=", "<": ">", "<=": ">="}
OPPOSITE = {"=": "<>", "<>": "=", ">": "<=", ">=": "<", "<": ">=", "<=": ">"}
PREDICATES = (*COMPARISONS, exp.Between, exp.In, exp.Like, exp.ILike, exp.Glob, exp.Is)
AGGREGATES = (exp.Sum, exp.Avg, exp.Max, exp.Min)
ARITHMETIC = (*AGGREGATES, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Abs, exp.Round)
SET_OPERATIONS = (exp.Intersect, exp.Except, exp.Union)
CLAUSES = (exp.Where, exp.Having, exp.Group, exp.Order, exp.Join, exp.Select)


def find_clues(schema: Schema, trees: Sequence[exp.Query]) -> Clues:
    """Collect the `Clues` of several parsed queries against a `Schema`."""
    reader = Reader(schema)
    views = {name: tree for name, sql in schema.views.items() if (tree := shared(sql)) is not None}
    read = {t.name.lower() for tree in trees for t in tree.find_all(exp.Table)} if views else ()
    for tree in [*trees, *(view for name, view in views.items() if name in read)]:
        reader.read(tree, views)
    reader.clues.touched = partial(reader.touched, trees)
    return reader.clues


class Reader:
    """Walks trees and writes down what they say of the rows."""

    def __init__(self, schema):
        self.schema, self.clues, self.names = schema, Clues(), Names(schema)

    def read(self, tree: exp.Query, views: dict[str, exp.Query]) -> None:
        """Add the clues of one tree; `views` holds the trees of the schema's views by name."""
        nodes = list(tree.walk())
        selects = [node for node in nodes if isinstance(node, exp.Select)]
        for select in selects:
            self.names.open(select, views)
        self.clues.tables.update(self.names.tables)
        before = len(self.clues.equal)
        twice = any(len(s) > len({id(v) for v in s.values()}) for s in self.names.sources.values())
        self.clues.nested = self.clues.nested or len(selects) > 1 or twice
        branches = defaultdict(list)  # id of the SELECT or OR operand -> conditions
        for node in nodes:
            for condition in self._conditions(node):
                branches[self._branch(node)].append(condition)
            self._notice(node)
        self.clues.queries.append([b for b in branches.values() if b])
        self.clues.branches += self.clues.queries[-1]
        self.clues.joins.append(self.clues.equal[before:])

    def touched(self, trees: Sequence[exp.Query]) -> list[tuple[str, int]]:
        """The columns of the conditions, results and keys that only one of two trees has."""
        if len(trees) != 2:
            return []
        left, right = map(_parts, trees)
        columns = [c for part in [*left, *right] if (part in left) != (part in right) for c in left.get(part) or right[part]]
        return [c for c in dict.fromkeys(map(self.names.column, columns)) if c]

    # -- conditions --------------------------------------------------------------------------

    def _conditions(self, node):
        """The conditions that one node states outright."""
        if isinstance(node, exp.Column):
            return self._truth(node)
        if not isinstance(node, PREDICATES):
            return []
        kind, negated = type(node), _negated(node)
        if kind in COMPARISONS:
            found = self._comparison(node, COMPARISONS[kind])
        elif kind is exp.Between:
            found = self._against(node.this, ">=", node.args["low"])
            found += self._against(node.this, "<=", node.args["high"])
            negated = negated and len(found) > 1
        elif kind is exp.In:
            found = self._membership(node)
        elif kind is exp.Is:
            found = self._against(node.this, "is", node.expression)
        elif isinstance(node.parent, exp.Escape):
            found = self._escaped(node)
        else:
            found = self._against(node.this, "like", node.expression)
        if not found:
            return self._test(node, negated)
        return [self._opposite(c) for c in found] if negated else found

    def _opposite(self, condition):
        self._keep([condition])
        column, operator, value = condition.column, condition.operator, condition.value
        if operator in OPPOSITE:
            return Condition(column, OPPOSITE[operator], value)
        return Condition(column, "not " + operator, value)

    def _truth(self, node):
        """A column that is a condition by itself, as in WHERE is_vip."""
        if not isinstance(node.parent, (exp.Where, exp.And, exp.Or, exp.Not, exp.If)):
            return []
        column = self.names.column(node)
        if column is None:
            return []
        self.clues.numbers.add(column)
        return [Condition(column, "=" if isinstance(node.parent, exp.Not) else "<>", 0)]

    def _comparison(self, node, operator):
        left, right = self.names.meaning(node.this), self.names.meaning(node.expression)
        known, _ = self.names.constant(left)
        if known:
            return self._against(right, MIRRORED[operator], left)
        self._join(left, right)
        self._together(self._columns(left) + self._columns(right))
        return self._against(left, operator, right)

    def _membership(self, node):
        self._join(node.this, node.args.get("query"))
        found = [c for e in node.expressions for c in self._against(node.this, "=", e)]
        self._keep(found)
        if len(found) < 2:
            return found
        return [Condition(found[0].column, "in", tuple(c.value for c in found))]

    def _escaped(self, node):
        """LIKE ... ESCAPE: the text without its escapes is worth a row, and every one of its wildcards."""
        column = self.names.column(node.this) if isinstance(node.this, exp.Column) else None
        known, pattern = self.names.constant(node.expression)
        if column and known:
            plain = str(pattern).replace(str(node.parent.expression.name), "")
            self.clues.fragments[column].update((plain.strip("%"), plain.strip("%").replace("_", "q")))
            self.clues.values[column][plain.replace("%", "z")] = None
        return []

    def _against(self, left, operator, right):
        """Conditions of `left operator right` where right is constant."""
        known, value = self.names.constant(right)
        if not known:
            return []
        left = self.names.meaning(left)
        if isinstance(left, exp.Count) and isinstance(value, (int, float)):
            self.clues.sizes.add(int(min(max(value, -1), 10**6)))
        column = self.names.column(left) if isinstance(left, exp.Column) else None
        if column is None:
            self._near(left, value)
            return []
        if isinstance(value, (int, float)) or (operator in "<=>=" and number_in(value) is not None):
            self.clues.numbers.add(column)
        return [Condition(column, operator, value)]

    def _test(self, node, negated):
        """A predicate over one column and constants, as SQL over `x`: SQLite itself says what meets it."""
        if any(isinstance(n, (exp.Query, exp.AggFunc, exp.Window)) for n in node.walk()):
            return []
        nodes = [c for c in node.find_all(exp.Column) if not self.names.constant(c)[0]]
        columns = {self.names.column(c) for c in nodes}
        if len(columns) != 1 or None in columns:
            return []
        outer = node.parent if isinstance(node.parent, exp.Escape) else node
        copy = outer.copy()
        for column in list(copy.find_all(exp.Column)):
            if any(column == c for c in nodes):
                column.replace(exp.column("x"))
        text = copy.sql(DIALECT)
        return [Condition(columns.pop(), "test", f"NOT ({text})" if negated else text)]

    def _near(self, left, value):
        """A constant compared with an expression of columns: the columns had better come near it."""
        inside = [n for n in left.find_all(exp.Literal, exp.Neg)]
        others = {v for n in inside for known, v in [self.names.constant(n)] if known and isinstance(v, (int, float))}
        aggregate = left.find(*AGGREGATES) is not None
        dated = [n.this for n in inside if isinstance(n, exp.Literal) and n.is_string and is_date(n.this)]
        columns = self._columns(left)
        several = isinstance(value, (int, float)) and len(set(columns)) > 1
        self._together(columns)
        for column in dict.fromkeys(columns):
            if value is None:
                continue
            if isinstance(left, exp.Length) and isinstance(value, int):
                self.clues.lengths[column].add(min(value, 1000))
                continue
            found = completed(left, value)
            if isinstance(value, (int, float)) and abs(value) < 1e12:
                if aggregate and (column, value) not in self.clues.bounds:
                    self.clues.bounds.append((column, value))
                found += _combined(value, others, aggregate) + ([0, 1, 2 * value] if several else [])
            self.clues.values[column].update(dict.fromkeys(found + dated))

    def _together(self, columns):
        pair = tuple(dict.fromkeys(columns))
        if len(pair) == 2 and pair[0][0] == pair[1][0] and pair not in self.clues.together:
            self.clues.together.append(pair)

    def _keep(self, conditions):
        for condition in conditions:
            if condition.operator not in ("test", "in"):
                self.clues.values[condition.column][condition.value] = None

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
            pair = self.names.column(left), self.names.column(right)
            if None not in pair and pair[0] != pair[1]:
                self.clues.equal.append(pair)

    def _notice(self, node):
        """What a node says that is no condition."""
        clues, columns = self.clues, self._columns
        if isinstance(node, exp.Column):
            clues.used.update(columns(node))
        elif isinstance(node, exp.Star):
            clues.star = clues.star or not isinstance(node.parent, exp.Count)
        elif isinstance(node, (exp.AggFunc, exp.Group, exp.Distinct, *SET_OPERATIONS)):
            clues.aggregates = True
        elif isinstance(node, (exp.Order, exp.Limit)):
            clues.ordered = True
            for column in columns(node) if isinstance(node, exp.Order) else ():
                clues.uses[column].add("order")
        if isinstance(node, ARITHMETIC):
            clues.numbers.update(columns(node))
        elif isinstance(node, exp.Group):
            keys = set(columns(node) or self._by_position(node))
            clues.grouped += [keys] if keys not in clues.grouped else []
        elif isinstance(node, (exp.Limit, exp.Offset)):
            self._limit(node)
        elif isinstance(node, SET_OPERATIONS):
            for pair in zip(node.left.selects, node.right.selects):
                self._join(*pair)
        elif isinstance(node, exp.Join) and node.args.get("using"):
            self._join_using(node)
        if isinstance(node, (exp.Func, exp.DPipe)):
            notice_function(node, clues, columns, self.names.constant)

    def _columns(self, node):
        """The columns of the schema inside a node."""
        found = (self.names.column(inner) for inner in node.find_all(exp.Column))
        return [c for c in found if c is not None]

    def _by_position(self, group):
        """GROUP BY 1: the columns of the output with that number."""
        outputs = group.parent.expressions
        places = [int(e.name) for e in group.expressions if isinstance(e, exp.Literal) and e.is_int]
        return [c for p in places if 0 < p <= len(outputs) for c in self._columns(outputs[p - 1])]

    def _limit(self, node):
        known, value = self.names.constant(node.expression) if node.expression else (False, None)
        if known and isinstance(value, int):
            self.clues.sizes.add(min(value, 10**6))

    def _join_using(self, join):
        sources = self.names.sources.get(id(join.parent_select), {}).values()
        tables = [source for source in sources if isinstance(source, str)]
        for identifier in join.args["using"]:
            found = [(t, self.schema.tables[t].position(identifier.name)) for t in tables]
            found = [c for c in found if c[1] is not None]
            self.clues.equal += list(zip(found, found[1:]))


def _parts(tree):
    """{(clause, text of a condition, a result or a key): the columns in it} of a whole tree."""
    parts, texts = {}, {}
    for column in tree.find_all(exp.Column):
        node = column
        while not isinstance(node.parent, (exp.Connector, *CLAUSES, type(None))):
            node = node.parent
        clause = node.find_ancestor(*CLAUSES)
        if isinstance(clause, exp.Group):  # one key more makes other groups of all
            node = clause
        if id(node) not in texts:
            texts[id(node)] = node.sql(DIALECT)
        dropping = bool(clause.args.get("distinct"))  # of repeated results
        parts.setdefault((type(clause), dropping, texts[id(node)]), []).append(column)
    return parts


def _negated(node):
    """Whether an odd number of NOTs stands around a predicate, brackets and ESCAPE aside."""
    odd = bool(node.args.get("negate"))  # sqlglot's way to say NOT LIKE
    while isinstance(node.parent, (exp.Not, exp.Paren, exp.Escape)):
        node = node.parent
        odd ^= isinstance(node, exp.Not)
    return odd


def _combined(value, others, aggregate):
    """Numbers that an expression with the constants `others` may turn into `value`."""
    found = [value]
    if aggregate:
        found += [value / 2, value * 2, value / 3]
    for other in sorted(others)[:4]:
        found += [value + other, value - other, other - value, value * other]
        found += [value / other] if other else []
    return [int(n) if n == int(n) else round(n, 6) for n in found if abs(n) < 1e15]


def _single(node):
    """The column that a one-column subquery returns; other nodes as they are."""
    node = node.unnest() if node is not None else None
    if isinstance(node, exp.Select) and len(node.selects) == 1:
        node = node.selects[0]
    return node.unalias() if node is not None else None
