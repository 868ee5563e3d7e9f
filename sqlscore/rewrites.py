"""Pairs of queries whose verdict is known: rewrites that keep the meaning, and changes of it.

Tests grade the scorer with them, and lesson 07 tests a judge with them before it is believed.

Each maker takes a sqlglot tree (its own copy, which it may spoil), the names of the columns of the schema, a
`random.Random` and the text of the gold query. It returns SQL text, or None where it has nothing to work on.
"""

import random
import re
import string
from collections.abc import Iterator
from decimal import Decimal

from sqlglot import exp

from .parsing import DIALECT, parse
from .schema import read_schema
from .text import strip_marks

FLIPPED = {
    exp.EQ: exp.EQ, exp.NEQ: exp.NEQ, exp.GT: exp.LT, exp.LT: exp.GT, exp.GTE: exp.LTE, exp.LTE: exp.GTE,
}  # fmt: skip
WRONG = {
    exp.EQ: exp.NEQ, exp.NEQ: exp.EQ, exp.GT: exp.LT, exp.LT: exp.GT, exp.GTE: exp.LTE, exp.LTE: exp.GTE,
}  # fmt: skip
STRICT = {exp.GT: exp.GTE, exp.GTE: exp.GT, exp.LT: exp.LTE, exp.LTE: exp.LT}
AGGREGATES = {exp.Max: exp.Min, exp.Min: exp.Max, exp.Avg: exp.Sum, exp.Sum: exp.Avg}
# SQLite folds the case of ASCII letters only
LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
OUTSIDE_QUOTES = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|([^'"]+)""")


def pairs(schema: str, gold: str, seed: int = 0) -> Iterator[tuple[str, str, bool]]:
    """Yield (name of the maker, query, whether it means the same as `gold`), rewrites first.

    Args:
        schema: the DDL of the tables. Raises QueryFailed where SQLite refuses it.
        gold: a query on them; nothing comes of one that sqlglot cannot read.
        seed: of the choices that a change has to make, such as which of two conditions it drops.
    """
    gold = strip_marks(gold)
    columns = [c.name for t in read_schema(schema).tables.values() for c in t.columns]
    for makers, same in ((REWRITES, True), (CHANGES, False)):
        for make in makers:
            tree = parse(gold)
            if tree is None:
                return
            plain = _text(tree)
            query = make(tree, columns, random.Random(seed), gold)
            if query is not None and query not in (gold, plain):
                yield make.__name__, query, same


def _text(tree):
    return tree.sql(DIALECT)


def _is_constant(node, columns):
    """Literals, and what stands in double quotes without being a column."""
    if isinstance(node, exp.Column):
        known = node.name.lower() in {c.lower() for c in columns}
        return bool(node.this.args.get("quoted")) and not node.table and not known
    return isinstance(node, exp.Literal) or (isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal))


def _simple(tree, kinds, columns):
    """Comparisons of a column with a constant: no chains such as a = b = c."""
    return [
        node
        for node in tree.find_all(*kinds)
        if isinstance(node.left, exp.Column)
        and not _is_constant(node.left, columns)
        and _is_constant(node.right, columns)
        and not isinstance(node.parent, exp.Binary)
        or (isinstance(node.parent, exp.Connector) and isinstance(node.left, exp.Column) and _is_constant(node.right, columns))
    ]


def _outside(gold, change):
    return OUTSIDE_QUOTES.sub(lambda m: m.group(1) or change(m.group(2)), gold)


# -- rewrites: the same meaning --------------------------------------------------------------


def lower_case(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str:
    """Keywords and names in lower case; what stands in quotes stays."""
    return _outside(gold, lambda s: s.translate(LOWER))


def upper_case(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str:
    """Keywords and names in upper case; what stands in quotes stays."""
    return _outside(gold, lambda s: s.translate(UPPER))


def spacing(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str:
    """A line break and more blanks for every blank outside quotes, a semicolon at the end."""
    return "  " + _outside(gold, lambda s: s.replace(" ", "\n  ")) + " ; "


def no_spaces_at_operators(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str:
    """No blanks around comparisons and commas."""
    return _outside(gold, lambda s: re.sub(r"\s*(<=|>=|<>|!=|=|<|>|,)\s*", r"\1", s))


def single_quotes(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str:
    """Texts in double quotes get single ones."""
    for node in list(tree.find_all(exp.Column)):
        if _is_constant(node, columns):
            node.replace(exp.Literal.string(node.name))
    return _text(tree)


def flipped_comparison(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """`5 < a` for `a > 5`. None without a comparison with a constant."""
    found = _simple(tree, tuple(FLIPPED), columns)
    for node in found:
        node.replace(FLIPPED[type(node)](this=node.right.copy(), expression=node.left.copy()))
    return _text(tree) if found else None


def flipped_join(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """`b.id = a.id` for `a.id = b.id` in ON. None without a join on one equality."""
    found = [
        node
        for join in tree.find_all(exp.Join)
        for node in (join.args.get("on") and [join.args["on"]] or [])
        if isinstance(node, exp.EQ)
    ]
    for node in found:
        node.replace(exp.EQ(this=node.right.copy(), expression=node.left.copy()))
    return _text(tree) if found else None


def swapped_and(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """`q AND p` for `p AND q`. None without AND."""
    found = list(tree.find_all(exp.And))
    for node in found:
        left, right = node.left, node.right
        node.set("this", right)
        node.set("expression", left)
    return _text(tree) if found else None


def parentheses(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """Brackets around conditions and the whole of WHERE. None without WHERE."""
    where = tree.find(exp.Where)
    if where is None:
        return None
    for node in _simple(tree, tuple(FLIPPED), columns):
        node.replace(exp.Paren(this=exp.Paren(this=node.copy())))
    where.set("this", exp.Paren(this=where.this.copy()))
    return _text(tree)


def alias(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """The table goes by `x1`. None with several tables, or with an alias already."""
    tables = list(tree.find_all(exp.Table))
    if len(tables) != 1 or tables[0].alias or not isinstance(tree, exp.Select):
        return None
    known = {c.lower() for c in columns}
    for node in tree.find_all(exp.Column):
        if node.name.lower() in known and not isinstance(node.this, exp.Star):
            node.set("table", exp.to_identifier("x1"))
    tables[0].set("alias", exp.TableAlias(this=exp.to_identifier("x1")))
    return _text(tree)


def renamed_aliases(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """`Tab1` for `T1`. None without such an alias."""
    if not re.search(r"\bT1\b", gold, re.IGNORECASE):
        return None
    return _outside(gold, lambda s: re.sub(r"\bT(\d)\b", r"Tab\1", s, flags=re.IGNORECASE))


def equals_to_in(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """`a IN (5)` for `a = 5`. None without such a comparison."""
    found = _simple(tree, (exp.EQ,), columns)
    for node in found:
        node.replace(exp.In(this=node.left.copy(), expressions=[node.right.copy()]))
    return _text(tree) if found else None


def negated_opposite(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """`NOT (a <= 5)` for `a > 5`. None without such a comparison."""
    opposite = {exp.GT: exp.LTE, exp.GTE: exp.LT, exp.LT: exp.GTE, exp.LTE: exp.GT}
    found = _simple(tree, tuple(opposite), columns)
    for node in found:
        other = opposite[type(node)](this=node.left.copy(), expression=node.right.copy())
        node.replace(exp.Not(this=exp.Paren(this=other)))
    return _text(tree) if found else None


def output_name(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """The first result gets a name. None where it has one, or where ORDER BY or GROUP BY may speak of it."""
    if not isinstance(tree, exp.Select) or isinstance(tree.expressions[0], (exp.Alias, exp.Star)):
        return None
    if tree.args.get("order") or tree.args.get("group"):
        return None
    tree.expressions[0].replace(exp.alias_(tree.expressions[0].copy(), "answer_1"))
    return _text(tree)


REWRITES = [
    lower_case, upper_case, spacing, no_spaces_at_operators, single_quotes, flipped_comparison,
    flipped_join, swapped_and, parentheses, alias, renamed_aliases, equals_to_in, negated_opposite,
    output_name,
]  # fmt: skip


# -- changes: another meaning ----------------------------------------------------------------


def literal(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """Another constant in one comparison. None without a comparison with a constant."""
    found = _simple(tree, tuple(FLIPPED), columns)
    if not found:
        return None
    node = rng.choice(found).right
    if isinstance(node, exp.Column):
        node.replace(exp.Literal.string(node.name + "x"))
    elif isinstance(node, exp.Literal) and node.is_string:
        node.replace(exp.Literal.string(node.this + "x"))
    else:
        node.replace(exp.Literal.number(str(Decimal(node.sql()) + 1)))
    return _text(tree)


def _swap(tree, table, rng, found):
    if not found:
        return None
    node = rng.choice(found)
    node.replace(table[type(node)](this=node.left.copy(), expression=node.right.copy()))
    return _text(tree)


def operator(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """Another operator in one comparison, such as `<` for `>`. None without one."""
    return _swap(tree, WRONG, rng, _simple(tree, tuple(WRONG), columns))


def bound(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """`>=` for `>`, or the reverse, in one comparison. None without one."""
    return _swap(tree, STRICT, rng, _simple(tree, tuple(STRICT), columns))


def equal_to_bound(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """`>=` for `=` in one comparison with a constant. None without one."""
    found = [n for n in _simple(tree, (exp.EQ,), columns) if not isinstance(n.right, exp.Column)]
    return _swap(tree, {exp.EQ: exp.GTE}, rng, found)


def aggregate(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """MIN for MAX, SUM for AVG, or the reverse. None without one over a column."""
    found = [n for n in tree.find_all(*AGGREGATES) if not n.find_ancestor(exp.Order)]
    found = [n for n in found if isinstance(n.this, exp.Column)]
    if not found:
        return None
    node = rng.choice(found)
    node.replace(AGGREGATES[type(node)](this=node.this.copy()))
    return _text(tree)


def count_for_column(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """The column itself for COUNT of it. None without such a COUNT."""
    node = tree.find(exp.Count)
    if node is None or not isinstance(node.this, exp.Column) or node.find_ancestor(exp.Order):
        return None
    node.replace(node.this.copy())
    return _text(tree)


def dropped_condition(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """One side of an AND is gone. None where WHERE has no AND."""
    found = [n for n in tree.find_all(exp.And) if n.find_ancestor(exp.Where)]
    if not found:
        return None
    node = rng.choice(found)
    node.replace((node.left if rng.random() < 0.5 else node.right).copy())
    return _text(tree)


def and_to_or(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """OR for one AND. None without AND."""
    found = list(tree.find_all(exp.And))
    if not found:
        return None
    node = rng.choice(found)
    node.replace(exp.Or(this=node.left.copy(), expression=node.right.copy()))
    return _text(tree)


def _other_column(node, columns, rng):
    others = [c for c in columns if c.lower() != node.name.lower()]
    if not others:
        return False
    node.set("this", exp.to_identifier(rng.choice(others)))
    return True


def other_selected(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """Another column is selected. None with several tables, or without a column to change."""
    if not isinstance(tree, exp.Select) or len(list(tree.find_all(exp.Table))) > 1:
        return None
    found = [c for e in tree.expressions for c in e.find_all(exp.Column)]
    found = [c for c in found if not isinstance(c.this, exp.Star)]
    return _text(tree) if found and _other_column(rng.choice(found), columns, rng) else None


def other_compared(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """Another column is compared. None with several tables, or without a comparison."""
    if len(list(tree.find_all(exp.Table))) > 1:
        return None
    found = _simple(tree, tuple(FLIPPED), columns)
    return _text(tree) if found and _other_column(rng.choice(found).left, columns, rng) else None


def no_where(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """WHERE is gone. None without one."""
    where = tree.find(exp.Where)
    if where is None:
        return None
    where.pop()
    return _text(tree)


def order_direction(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """The first key of ORDER BY runs the other way. None without one."""
    node = tree.find(exp.Ordered)
    if node is None:
        return None
    node.set("desc", not node.args.get("desc"))
    node.set("nulls_first", not node.args.get("nulls_first"))
    return _text(tree)


def limit(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """LIMIT takes one row more. None without one; ValueError or TypeError where it is no whole number."""
    node = tree.find(exp.Limit)
    if node is None:
        return None
    node.set("expression", exp.Literal.number(int(node.expression.this) + 1))
    return _text(tree)


def having_bound(tree: exp.Query, columns: list[str], rng: random.Random, gold: str) -> str | None:
    """`>=` for `>`, or the reverse, in HAVING. None without such a comparison there."""
    having = tree.find(exp.Having)
    found = list(having.find_all(*STRICT)) if having else []
    return _swap(tree, STRICT, rng, found)


CHANGES = [
    literal, operator, bound, equal_to_bound, aggregate, count_for_column, dropped_condition,
    and_to_or, other_selected, other_compared, no_where, order_direction, limit, having_bound,
]  # fmt: skip
