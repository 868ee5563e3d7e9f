"""Canonical match: two queries are equal once what does not change their meaning is levelled out.

Five steps, each a function below: parse; give every column its table (`qualify`); give every table and every
result a name that does not depend on what the author called it; drop the words that say nothing; bring the
conditions into one form (`sqlglot.optimizer.simplify`).
"""

from collections import Counter

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.simplify import Simplifier

from .parsing import DIALECT, parse
from .sandbox import QueryFailed
from .schema import read_schema
from .text import exact_match, strip_marks

MOST_OPERATIONS = 200  # simplify takes quadratic time over a chain of them, and SQLite runs none deeper than 100
MOST_NODES = 1_500
_SIMPLIFIER = Simplifier(dialect=DIALECT)


def canonical_match(gold: str, predicted: str, schema: str | None = None) -> bool:
    """Whether two queries have the same structure.

    Case of names, aliases, quoting, parentheses, the order of AND and OR operands, the direction of
    a comparison, `<>` for `!=`, `IN` with one value, conditions of inner joins in ON or in WHERE, and words
    without a meaning of their own (ASC, INNER, OUTER, OFFSET 0) make no difference. With `schema` (the DDL)
    columns get their tables, and text in double quotes is told from a column's name. A query that
    sqlglot cannot read equals only its own string.
    """
    if exact_match(gold, predicted):
        return True
    left = canonical(gold, schema)
    return left is not None and left == canonical(predicted, schema)


def canonical(query: str, schema: str | None = None) -> str | None:
    """The canonical text of a query, or None where sqlglot cannot read it."""
    tree = parse(strip_marks(query))
    if tree is None or _is_huge(tree):
        return None
    try:
        tree = _qualified(tree, _tables(schema))
        _rename_sources(tree)
        for select in list(tree.find_all(exp.Select)):
            _drop_result_names(select)
        _drop_quotes(tree)
        tree = _rewritten(tree, _without_idle_words)
        for select in list(tree.find_all(exp.Select)):
            _level_clauses(select)
        return _simplified(tree).sql(DIALECT, comments=False)
    except Exception:  # sqlglot meets a query that nobody thought of: it has no canonical form
        return None


def _is_huge(tree):
    nodes = list(tree.walk())
    return len(nodes) > MOST_NODES or sum(isinstance(node, exp.Binary) for node in nodes) > MOST_OPERATIONS


# -- names -----------------------------------------------------------------------------------


def _tables(schema):
    """{table: {column: type}} in lower case; empty without a schema or with a broken one."""
    try:
        layout = read_schema(schema) if schema else None
    except QueryFailed:
        layout = None
    tables = layout.tables.items() if layout else ()
    return {n: {c.name.lower(): c.declared or "TEXT" for c in t.columns} for n, t in tables}


def _qualified(tree, tables):
    """Every column with its table, every name in lower case; as far as the schema is known."""
    columns = {c for columns in tables.values() for c in columns} | {a.alias.lower() for a in tree.find_all(exp.Alias)}
    tree = _rewritten(tree, lambda node: _as_text(node, columns))
    try:
        return qualify(tree.copy(), dialect=DIALECT, schema=tables or None, quote_identifiers=False, validate_qualify_columns=False)
    except sqlglot.errors.SqlglotError:  # an unknown column or table: compare it as it stands
        for identifier in tree.find_all(exp.Identifier):
            identifier.set("this", identifier.this.lower())
            identifier.set("quoted", False)
        return tree


def _as_text(node, columns):
    """SQLite takes "text" in double quotes for a value where no column has that name."""
    quoted = isinstance(node, exp.Column) and not node.table and node.this.args.get("quoted")
    return exp.Literal.string(node.name) if quoted and node.name.lower() not in columns else node


def _rename_sources(tree):
    """Tables go by their own name. One that is read twice gets a number: its depth in the query and its place there.

    A column speaks of the nearest SELECT around it that has a source of that name; depth and place tell these apart.
    """
    for node in tree.find_all(exp.Table, exp.Column):  # main.emp, dbo.emp: there is only one database
        node.set("db", None)
        node.set("catalog", None)
    often = Counter(table.name for table in tree.find_all(exp.Table))
    renamed = {}
    for select in tree.find_all(exp.Select):
        depth = sum(isinstance(outer, exp.Select) for outer in _ancestors(select))
        renamed[id(select)] = names = {}
        for place, source in enumerate(_sources(select)):
            name = source.name if isinstance(source, exp.Table) else "derived"
            plain = isinstance(source, exp.Table) and often[name] == 1
            names[source.alias_or_name] = name if plain else f"{name}_{depth}{place}"
            alias = None if plain else exp.TableAlias(this=exp.to_identifier(f"{name}_{depth}{place}"))
            source.set("alias", alias)
    for column in tree.find_all(exp.Column):
        scopes = (renamed.get(id(outer), {}) for outer in _ancestors(column))
        name = next((names[column.table] for names in scopes if column.table in names), None)
        if name:
            column.set("table", exp.to_identifier(name))
    if sum(often.values()) == 1:
        for column in tree.find_all(exp.Column):
            if column.table in often:
                column.set("table", None)


def _ancestors(node):
    while node := node.parent:
        yield node


def _sources(select):
    """What a SELECT reads from, in its order."""
    first = select.args.get("from_")
    return [part.this for part in [first, *(select.args.get("joins") or [])] if part]


def _drop_result_names(select):
    """ORDER BY, HAVING and GROUP BY name expressions, not results; and results that nobody reads by name have none."""
    outputs = {e.alias: e.this for e in select.expressions if isinstance(e, exp.Alias)}
    for part in ("order", "having", "group"):
        for column in list(select.args[part].find_all(exp.Column)) if select.args.get(part) else ():
            if not column.table and column.name in outputs:
                column.replace(outputs[column.name].copy())
    whole = select
    while isinstance(whole.parent, exp.SetOperation):
        whole = whole.parent
        _order_by_place(whole)
    read_by_name = isinstance(whole.parent, exp.CTE) or isinstance(getattr(whole.parent, "parent", None), (exp.From, exp.Join))
    if not read_by_name:
        select.set("expressions", [e.unalias() for e in select.expressions])


def _order_by_place(union):
    """A UNION is ordered by names of results: take their places instead."""
    names = [name.lower() for name in union.named_selects]
    for ordered in union.args["order"].expressions if union.args.get("order") else ():
        if isinstance(ordered.this, exp.Column) and ordered.this.name.lower() in names:
            ordered.set("this", exp.Literal.number(names.index(ordered.this.name.lower()) + 1))


def _drop_quotes(tree):
    for identifier in tree.find_all(exp.Identifier):
        identifier.set("quoted", not identifier.this.isidentifier())


# -- words and conditions --------------------------------------------------------------------


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


def _without_idle_words(node):
    """One way to write what SQL lets us write in two."""
    kind = type(node)
    if kind is exp.Paren:
        return node.this
    if node.args.get("negate"):  # x NOT LIKE y
        node.set("negate", None)
        return exp.Not(this=node)
    if kind is exp.Not and isinstance(node.this, exp.Not) and isinstance(node.this.this, (exp.Predicate, exp.Not)):
        return node.this.this
    if kind is exp.In and len(node.expressions) == 1:
        return exp.EQ(this=node.this, expression=node.expressions[0])
    if kind is exp.In:
        node.set("expressions", sorted(node.expressions, key=_spelled))
    if kind is exp.Boolean:
        return exp.Literal.number(int(node.this))
    if kind is exp.Count and isinstance(node.this, exp.Literal):
        return exp.Count(this=exp.Star())
    if kind is exp.Ordered:
        node.set("desc", bool(node.args.get("desc")))
        node.set("nulls_first", bool(node.args.get("nulls_first")))
    if kind is exp.Offset and _spelled(node.expression) == "0":
        return None
    if kind is exp.Join and node.kind in ("INNER", "OUTER"):
        node.set("kind", None)
    return node


def _level_clauses(select):
    """Conditions of inner joins go to WHERE, keys of groups in alphabetical order, EXISTS selects 1."""
    joins = select.args.get("joins") or []
    if not any(join.side or join.kind not in ("", "CROSS") or join.method or join.args.get("using") for join in joins):
        conditions = [join.args["on"] for join in joins if join.args.get("on")]
        if where := select.args.get("where"):
            conditions.append(where.this)
        for join in joins:
            join.set("on", None)
            join.set("kind", "CROSS")
        if conditions:
            select.set("where", exp.Where(this=exp.and_(*conditions, copy=False, wrap=False)))
    if group := select.args.get("group"):
        group.set("expressions", sorted(group.expressions, key=_spelled))
    elif isinstance(select.parent, exp.Exists) and not select.find(exp.AggFunc):
        select.set("expressions", [exp.Literal.number(1)])


def _simplified(tree):
    """The conditions in one form: sorted, without NOT where a comparison can say it.

    simplify may move operands and parentheses, but it must not compute: SQLite compares 1 = 1 = 1, '10' > '9' and
    whole numbers by rules of its own. So constants go by a name meanwhile, which makes them columns for simplify.
    """
    constants = {}

    def hidden(node: exp.Expression) -> exp.Expression:
        if not isinstance(node, exp.Literal):
            return node
        name = f"~{_spelled(node)}"
        constants[name] = node
        return exp.column(exp.to_identifier(name, quoted=True))

    def shown(node: exp.Expression) -> exp.Expression:
        return constants[node.name].copy() if isinstance(node, exp.Column) and node.name in constants else node

    tree = _rewritten(_rewritten(tree, hidden), _wrapped)
    tree = _rewritten(_SIMPLIFIER.simplify(tree), shown)
    return _rewritten(tree, _SIMPLIFIER.sort_comparison)


def _wrapped(node):
    """Parentheses around every operation inside another one: the one form that simplify starts from."""
    inside = isinstance(node.parent, (exp.Binary, exp.Unary)) and not isinstance(node.parent, exp.Escape) and not _continues(node)
    operation = isinstance(node, (exp.Binary, exp.Not)) and not isinstance(node, exp.Dot)
    return exp.Paren(this=node) if inside and operation else node


def _continues(node):
    """Whether a chain of AND, or of OR, goes on in its own parent."""
    return isinstance(node, exp.Connector) and type(node) is type(node.parent)


def _spelled(node):
    return node.sql(DIALECT, comments=False)
