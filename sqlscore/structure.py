"""Canonical match: two queries are equal once what does not change their meaning is levelled out."""

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify

from .parsing import DIALECT, parse
from .sandbox import QueryFailed
from .schema import read_schema
from .text import exact_match, strip_marks

TURNED = {exp.GT: exp.LT, exp.GTE: exp.LTE}
OPPOSITE = {
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
    exp.GT: exp.LTE,
    exp.GTE: exp.LT,
    exp.LT: exp.GTE,
    exp.LTE: exp.GT,
}


def canonical_match(gold: str, predicted: str, schema: str | None = None) -> bool:
    """Whether two queries have the same structure.

    Case of names, aliases, quoting, parentheses, the order of AND and OR operands, the direction of
    a comparison, `<>` for `!=` and `IN` with one value make no difference. With `schema` (the DDL)
    columns get their tables, and text in double quotes is told from a column's name. A query that
    sqlglot cannot read equals only its own string.
    """
    left, right = canonical(gold, schema), canonical(predicted, schema)
    return exact_match(gold, predicted) if left is None else left == right


def canonical(query: str, schema: str | None = None) -> str | None:
    """The canonical text of a query, or None where sqlglot cannot read it."""
    tree = parse(strip_marks(query))
    if tree is None:
        return None
    tables = _tables(schema)
    try:
        columns = {c for columns in tables.values() for c in columns}
        tree = _rewritten(tree, lambda node: _as_text(node, columns))
        tree = _qualified(tree, tables)
        for select in list(tree.find_all(exp.Select)):
            _drop_aliases(select)
        _drop_quotes(tree)
        for rule in (_levelled, _sorted, _wrapped):
            tree = _rewritten(tree, rule)
        return tree.sql(DIALECT, comments=False)
    except (sqlglot.errors.SqlglotError, RecursionError):
        return None


def _tables(schema):
    """{table: {column: type}} in lower case; empty without a schema or with a broken one."""
    try:
        layout = read_schema(schema) if schema else None
    except QueryFailed:
        layout = None
    tables = layout.tables.items() if layout else ()
    return {n: {c.name.lower(): c.declared or "TEXT" for c in t.columns} for n, t in tables}


def _as_text(node, columns):
    """SQLite takes "text" in double quotes for a value where no column has that name."""
    if isinstance(node, exp.Column) and not node.table and node.this.args.get("quoted"):
        if node.name.lower() not in columns:
            return exp.Literal.string(node.name)
    return node


def _qualified(tree, tables):
    try:
        return qualify(
            tree.copy(),
            dialect=DIALECT,
            schema=tables or None,
            quote_identifiers=False,
            validate_qualify_columns=False,
        )
    except sqlglot.errors.SqlglotError:  # an unknown column or table: compare it as it stands
        for identifier in tree.find_all(exp.Identifier):
            identifier.set("this", identifier.this.lower())
            identifier.set("quoted", False)
        return tree


def _drop_aliases(select):
    """Columns speak of their table by its own name, and results go without a name."""
    sources = [t for t in select.find_all(exp.Table) if t.parent_select is select]
    names = {}
    for number, table in enumerate(sources):
        twice = sum(other.name.lower() == table.name.lower() for other in sources) > 1
        names[table.alias_or_name] = f"{table.name}_{number}" if twice else table.name
        alias = exp.TableAlias(this=exp.to_identifier(names[table.alias_or_name]))
        table.set("alias", alias if twice else None)
    for column in select.find_all(exp.Column):
        if column.table in names:
            column.set("table", exp.to_identifier(names[column.table]))
    outputs = {e.alias: e.this for e in select.expressions if isinstance(e, exp.Alias)}
    for part in ("order", "having", "group"):
        clause = select.args.get(part)
        for column in list(clause.find_all(exp.Column)) if clause else ():
            if not column.table and column.name in outputs:
                column.replace(outputs[column.name].copy())
    if not isinstance(select.parent, (exp.Subquery, exp.CTE)):
        select.set("expressions", [e.unalias() for e in select.expressions])


def _drop_quotes(tree):
    """Names go without quotes where they can, and without a table where there is only one."""
    for identifier in tree.find_all(exp.Identifier):
        identifier.set("quoted", not identifier.this.isidentifier())
    tables = list(tree.find_all(exp.Table))
    if len(tables) == 1:
        for column in tree.find_all(exp.Column):
            if column.table == tables[0].alias_or_name:
                column.set("table", None)


def _rewritten(tree, rule):
    """Apply a rule to every node, children before their parents."""
    for node in reversed(list(tree.walk())):
        parent, place = node.parent, (node.arg_key, node.index)
        new = rule(node)
        if new is not node and parent is None:
            tree = new
        elif new is not node:
            parent.set(place[0], new, place[1])
    return tree


def _levelled(node):
    """One way to write a condition: no parentheses, `<` for `>`, no NOT before a comparison."""
    kind = type(node)
    if kind is exp.Paren:
        return node.this
    if kind is exp.Not and type(node.this) in OPPOSITE:
        inner = node.this
        return _levelled(OPPOSITE[type(inner)](this=inner.left, expression=inner.right))
    if kind is exp.In and len(node.expressions) == 1:
        return exp.EQ(this=node.this, expression=node.expressions[0])
    if kind is exp.Between:
        low = exp.LTE(this=node.args["low"], expression=node.this.copy())
        return exp.And(this=low, expression=exp.LTE(this=node.this, expression=node.args["high"]))
    if kind in TURNED:
        return TURNED[kind](this=node.right, expression=node.left)
    return node


def _sorted(node):
    """The operands of AND, OR, =, <> and IN in alphabetical order."""
    kind = type(node)
    if kind in (exp.EQ, exp.NEQ):
        left, right = sorted((node.left, node.right), key=_spelled)
        return kind(this=left, expression=right)
    if kind is exp.In:
        node.set("expressions", sorted(node.expressions, key=_spelled))
    if kind in (exp.And, exp.Or) and type(node.parent) is not kind:
        joined, *others = sorted(node.flatten(), key=_spelled)
        for operand in others:
            joined = kind(this=joined, expression=operand)
        return joined
    return node


def _wrapped(node):
    """Parentheses around every operation inside another one, so that none is left to guess."""
    inside = isinstance(node.parent, (exp.Binary, exp.Not)) and type(node.parent) is not type(node)
    operation = isinstance(node, (exp.Binary, exp.Unary)) and not isinstance(node, exp.Dot)
    return exp.Paren(this=node) if inside and operation else node


def _spelled(node):
    return node.sql(DIALECT, comments=False)
