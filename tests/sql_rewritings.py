"""Rewritings that never change the meaning, for `bench_changes.py`: each takes a sqlglot tree and gives one or None."""

from sqlglot import exp, parse_one

FLIPPED = {exp.EQ: exp.EQ, exp.NEQ: exp.NEQ, exp.GT: exp.LT, exp.LT: exp.GT, exp.GTE: exp.LTE, exp.LTE: exp.GTE}
OPPOSITE = {exp.EQ: exp.NEQ, exp.NEQ: exp.EQ, exp.GT: exp.LTE, exp.LTE: exp.GT, exp.LT: exp.GTE, exp.GTE: exp.LT}


def _text(sql):
    return parse_one(f"SELECT {sql}", dialect="sqlite").selects[0]


def _all(tree, kinds, made):
    """Every node of these kinds replaced; None without one."""
    found = [n for n in tree.find_all(*kinds) if type(n) in kinds and n.find_ancestor(exp.Where, exp.Having, exp.Join)]
    for node in found:
        node.replace(made(node))
    return tree if found else None


def flipped(tree):
    return _all(tree, tuple(FLIPPED), lambda n: FLIPPED[type(n)](this=n.right.copy(), expression=n.left.copy()))


def opposite(tree):
    def made(node):
        return exp.Not(this=exp.Paren(this=OPPOSITE[type(node)](this=node.left.copy(), expression=node.right.copy())))

    return _all(tree, tuple(OPPOSITE), made)


def between_apart(tree):
    return _all(tree, (exp.Between,), lambda n: _text(f"({n.this} >= {n.args['low']} AND {n.this} <= {n.args['high']})"))


def in_apart(tree):
    found = [n for n in tree.find_all(exp.In) if n.expressions]
    for node in found:
        node.replace(_text("(" + " OR ".join(f"{node.this.sql('sqlite')} = {e.sql('sqlite')}" for e in node.expressions) + ")"))
    return tree if found else None


def and_turned(tree):
    found = list(tree.find_all(exp.And))
    for node in found:
        left, right = node.left, node.right
        node.set("this", right)
        node.set("expression", left)
    return tree if found else None


def de_morgan(tree):
    def made(node):
        sides = [f"NOT ({side.unnest().sql('sqlite')})" for side in (node.left, node.right)]
        return _text(f"(NOT ({sides[0]} OR {sides[1]}))")

    node = next((n for n in tree.find_all(exp.And) if n.find_ancestor(exp.Where, exp.Having)), None)
    if node is None:
        return None
    node.replace(made(node))
    return tree


def counted_one(tree):
    found = [n for n in tree.find_all(exp.Count) if isinstance(n.this, exp.Star)]
    for node in found:
        node.set("this", exp.Literal.number(1))
    return tree if found else None


def grouped_outside(tree):
    """The whole query as a table, where no order is lost."""
    if tree.args.get("order") or tree.args.get("limit"):
        return None
    return parse_one(f"SELECT * FROM ({tree.sql('sqlite')}) AS q", dialect="sqlite")


def common_table(tree):
    if tree.args.get("order") or tree.args.get("limit") or tree.args.get("with_"):
        return None
    return parse_one(f"WITH q AS ({tree.sql('sqlite')}) SELECT * FROM q", dialect="sqlite")


def comma_join(tree):
    """Inner joins as a list of tables with all conditions in WHERE."""
    joins = tree.args.get("joins") or []
    if not joins or any(j.side or not j.args.get("on") for j in joins):
        return None
    conditions = [j.args["on"].pop() for j in joins]
    for join in joins:
        join.set("kind", "CROSS")
    return tree.where(*conditions)


def joins_turned(tree):
    """A JOIN of two tables the other way round."""
    joins = tree.args.get("joins") or []
    if len(joins) != 1 or joins[0].side or tree.find(exp.Star):
        return None
    first, second = tree.args["from_"].this.copy(), joins[0].this.copy()
    tree.args["from_"].set("this", second)
    joins[0].set("this", first)
    return tree


def aliased(tree):
    """Every table of a plain query gets another name."""
    if len(list(tree.find_all(exp.Select))) > 1 or not isinstance(tree, exp.Select):
        return None
    names = {t.alias_or_name: f"z{i}" for i, t in enumerate(tree.find_all(exp.Table))}
    for column in tree.find_all(exp.Column):
        if column.table in names:
            column.set("table", exp.to_identifier(names[column.table]))
    for table in tree.find_all(exp.Table):
        table.set("alias", exp.TableAlias(this=exp.to_identifier(names[table.alias_or_name])))
    return tree


def by_place(tree):
    """ORDER BY and GROUP BY a column of the result by its place."""
    places = {e.unalias().sql("sqlite"): i for i, e in enumerate(getattr(tree, "selects", ()), 1)}
    found = [n for part in ("group",) if tree.args.get(part) for n in tree.args[part].expressions]
    found += [o.this for o in tree.args["order"].expressions] if tree.args.get("order") else []
    found = [n for n in found if n.sql("sqlite") in places]
    for node in found:
        node.replace(exp.Literal.number(places[node.sql("sqlite")]))
    return tree if found else None


def distinct_grouped(tree):
    if not isinstance(tree, exp.Select) or not tree.args.get("distinct") or tree.find(exp.AggFunc, exp.Order, exp.Limit, exp.Star):
        return None
    tree.set("distinct", None)
    return tree.group_by(*[e.unalias().copy() for e in tree.selects])


def year_bounds(tree):
    """strftime('%Y', d) = '2023' as a range."""
    found = [n for n in tree.find_all(exp.EQ) if n.left.sql("sqlite").upper().startswith("STRFTIME('%Y',") and n.right.is_string]
    for node in found:
        column, year = next(node.left.find_all(exp.Column)).sql("sqlite"), node.right.this
        node.replace(_text(f"({column} >= '{year}-01-01' AND {column} < '{int(year) + 1}-01-01')"))
    return tree if found else None


def case_to_iif(tree):
    found = [n for n in tree.find_all(exp.Case) if len(n.args["ifs"]) == 1 and not n.this]
    for node in found:
        one = node.args["ifs"][0]
        default = node.args.get("default") or exp.null()
        node.replace(_text(f"IIF({one.this.sql('sqlite')}, {one.args['true'].sql('sqlite')}, {default.sql('sqlite')})"))
    return tree if found else None


REWRITINGS = [
    flipped, opposite, between_apart, in_apart, and_turned, de_morgan, counted_one, grouped_outside, common_table, comma_join,
    joins_turned, aliased, by_place, distinct_grouped, year_bounds, case_to_iif,
]  # fmt: skip
