"""Kinds of change and kinds of rewriting for `bench_changes.py`: each takes a sqlglot tree and gives one or None.

A change may leave the meaning as it is by chance; an oracle says whether it did. A rewriting never changes it.
"""

import itertools

from sqlglot import exp, parse_one

COMPARED = {"=": exp.EQ, "<>": exp.NEQ, ">": exp.GT, ">=": exp.GTE, "<": exp.LT, "<=": exp.LTE}
AGGREGATED = {"SUM": exp.Sum, "AVG": exp.Avg, "MIN": exp.Min, "MAX": exp.Max, "COUNT": exp.Count}


def _text(sql):
    return parse_one(f"SELECT {sql}", dialect="sqlite").selects[0]


def _sql(node):
    return node.sql("sqlite")


def _pick(rng, found):
    found = list(found)
    return rng.choice(found) if found else None


def _plain(tree, *kinds):
    """Nodes of these kinds outside of select lists' aggregates, columns with a literal first."""
    return [n for n in tree.find_all(*kinds) if n.find_ancestor(exp.Where, exp.Having, exp.Join)]


def swapped(old, new):
    def change(tree, rng, columns):
        node = _pick(rng, [n for n in _plain(tree, old) if type(n) is old])
        if node is None:
            return None
        node.replace(new(this=node.this.copy(), expression=node.expression.copy()))
        return tree

    return change


def aggregate(old, new):
    def change(tree, rng, columns):
        node = _pick(rng, [n for n in tree.find_all(old) if type(n) is old and isinstance(n.this, exp.Column)])
        if node is None:
            return None
        node.replace(new(this=node.this.copy()))
        return tree

    return change


def literal(test, made):
    def change(tree, rng, columns):
        node = _pick(rng, [n for n in tree.find_all(exp.Literal) if n.find_ancestor(exp.Where, exp.Having) and test(n)])
        if node is None:
            return None
        new = made(node)
        if new is None:
            return None
        node.replace(new)
        return tree

    return change


def wrapped(pattern, inside, numeric=None):
    """Put a function around a column or an aggregate: `pattern` holds {} for it."""

    def change(tree, rng, columns):
        found = [
            n
            for n in tree.find_all(*inside)
            if not n.find_ancestor(exp.Group, exp.AggFunc if exp.Column not in inside else exp.Null)
        ]
        found = [n for n in found if numeric is None or columns.get(n.name.lower(), "") in numeric]
        node = _pick(rng, found)
        if node is None or isinstance(node.this, exp.Star) and isinstance(node, exp.Column):
            return None
        node.replace(_text(pattern.format(_sql(node))))
        return tree

    return change


def condition(pattern, other=False):
    """Add a condition on a column of the query."""

    def change(tree, rng, columns):
        if not isinstance(tree, exp.Select):
            return None
        node = _pick(rng, [c for c in tree.find_all(exp.Column) if c.parent_select is tree and not isinstance(c.this, exp.Star)])
        return tree.where(pattern.format(_sql(node)), dialect="sqlite") if node is not None else None

    return change


def part(name, keep=None):
    """Take a clause away."""

    def change(tree, rng, columns):
        select = _pick(rng, [s for s in tree.find_all(exp.Select) if s.args.get(name)])
        if select is None:
            return None
        select.set(name, keep)
        return tree

    return change


def limit(step):
    def change(tree, rng, columns):
        node = tree.find(exp.Limit)
        if node is None or int(node.expression.this) + step < 1:
            return None
        node.set("expression", exp.Literal.number(int(node.expression.this) + step))
        return tree

    return change


def other_column(where):
    """Another column of the schema in the place of one in this clause, of the same table."""

    def change(tree, rng, columns):
        found = [c for c in tree.find_all(exp.Column) if c.find_ancestor(where) and not isinstance(c.this, exp.Star)]
        node = _pick(rng, found)
        others = [c for c in columns if node is not None and c != node.name.lower()]
        if not others:
            return None
        node.set("this", exp.to_identifier(rng.choice(others)))
        return tree

    return change


def joined(side_from, side_to):
    def change(tree, rng, columns):
        node = _pick(rng, [j for j in tree.find_all(exp.Join) if (j.side or "") == side_from and j.args.get("on")])
        if node is None:
            return None
        node.set("side", side_to or None)
        return tree

    return change


def replaced(old, new):
    """A piece of the text replaced by another one."""

    def change(tree, rng, columns):
        sql = _sql(tree)
        return parse_one(sql.replace(old, new, 1), dialect="sqlite") if old in sql else None

    return change


def order(made):
    def change(tree, rng, columns):
        node = _pick(rng, tree.find_all(exp.Ordered))
        if node is None:
            return None
        node.replace(parse_one(f"SELECT 1 ORDER BY {made(node)}", dialect="sqlite").args["order"].expressions[0])
        return tree

    return change


def _connector(old, new):
    def change(tree, rng, columns):
        node = _pick(rng, tree.find_all(old))
        if node is None:
            return None
        node.replace(new(this=node.left.copy(), expression=node.right.copy()))
        return tree

    return change


def _dropped_side(left):
    def change(tree, rng, columns):
        node = _pick(rng, tree.find_all(exp.And, exp.Or))
        if node is None:
            return None
        node.replace((node.right if left else node.left).copy())
        return tree

    return change


def distinct(tree, rng, columns):
    if not isinstance(tree, exp.Select):
        return None
    tree.set("distinct", None if tree.args.get("distinct") else exp.Distinct())
    return tree


def inner_distinct(name):
    def change(tree, rng, columns):
        node = _pick(rng, [n for n in tree.find_all(AGGREGATED[name]) if isinstance(n.this, exp.Column)])
        if node is None:
            return None
        node.set("this", exp.Distinct(expressions=[node.this.copy()]))
        return tree

    return change


def star_to_column(tree, rng, columns):
    node = _pick(rng, [n for n in tree.find_all(exp.Count) if isinstance(n.this, exp.Star)])
    used = [c for c in tree.find_all(exp.Column)] if node is not None else []
    if not used:
        return None
    node.set("this", rng.choice(used).copy())
    return tree


def column_to_star(tree, rng, columns):
    node = _pick(rng, [n for n in tree.find_all(exp.Count) if not isinstance(n.this, exp.Star)])
    if node is None:
        return None
    node.set("this", exp.Star())
    return tree


def group_added(tree, rng, columns):
    names = [c for c in tree.selects if isinstance(c, exp.Column)]
    if not isinstance(tree, exp.Select) or tree.args.get("group") or not names or tree.find(exp.AggFunc):
        return None
    return tree.group_by(*names)


def group_key_added(tree, rng, columns):
    if not isinstance(tree, exp.Select) or not tree.args.get("group"):
        return None
    keys = {c.name for c in tree.args["group"].find_all(exp.Column)}
    table = next(iter(tree.args["group"].find_all(exp.Column)), exp.column("x")).table
    others = [c for c in columns if c not in keys]
    return tree.group_by(exp.column(rng.choice(others), table=table or None)) if others else None


def output_dropped(tree, rng, columns):
    if not isinstance(tree, exp.Select) or len(tree.expressions) < 2:
        return None
    tree.set("expressions", tree.expressions[:-1])
    return tree


def outputs_turned(tree, rng, columns):
    if not isinstance(tree, exp.Select) or len(tree.expressions) < 2:
        return None
    tree.set("expressions", [*tree.expressions[1:], tree.expressions[0]])
    return tree


def in_shortened(tree, rng, columns):
    node = _pick(rng, [n for n in tree.find_all(exp.In) if len(n.expressions) > 1])
    if node is None:
        return None
    node.set("expressions", node.expressions[:-1])
    return tree


def between_moved(end, step):
    def change(tree, rng, columns):
        node = _pick(rng, [n for n in tree.find_all(exp.Between) if not n.args[end].is_string])
        if node is None:
            return None
        node.set(end, exp.Literal.number(int(float(node.args[end].name)) + step))
        return tree

    return change


def between_strict(tree, rng, columns):
    node = _pick(rng, tree.find_all(exp.Between))
    if node is None:
        return None
    node.replace(_text(f"({_sql(node.this)} > {_sql(node.args['low'])} AND {_sql(node.this)} < {_sql(node.args['high'])})"))
    return tree


def negated(*kinds):
    def change(tree, rng, columns):
        node = _pick(rng, [n for n in tree.find_all(*kinds) if n.find_ancestor(exp.Where, exp.Having)])
        if node is None:
            return None
        node.replace(exp.Not(this=exp.Paren(this=node.copy())))
        return tree

    return change


def _number(node):
    return not node.is_string and node.is_int


def _day(node):
    return node.is_string and len(node.this) == 10 and node.this[4:5] == "-"


def _word(node):
    return node.is_string and "%" not in node.this and not node.this[:4].isdigit()


def _string(text):
    return exp.Literal.string(text)


CHANGES = {f"{a} to {b}": swapped(COMPARED[a], COMPARED[b]) for a, b in itertools.permutations(COMPARED, 2)}
CHANGES |= {f"{a} to {b}": aggregate(AGGREGATED[a], AGGREGATED[b]) for a, b in itertools.permutations(AGGREGATED, 2)}
CHANGES |= {f"having {n} distinct": inner_distinct(n) for n in ("SUM", "AVG", "COUNT")}
CHANGES |= {
    "number + 1": literal(_number, lambda n: exp.Literal.number(int(n.this) + 1)),
    "number - 1": literal(_number, lambda n: exp.Literal.number(int(n.this) - 1)),
    "number * 10": literal(_number, lambda n: exp.Literal.number(int(n.this) * 10)),
    "number negated": literal(_number, lambda n: _text(f"-{n.this}") if n.this != "0" else None),
    "text longer": literal(_word, lambda n: _string(n.this + "x")),
    "text shorter": literal(_word, lambda n: _string(n.this[:-1])),
    "text in another case": literal(_word, lambda n: _string(n.this.swapcase()) if n.this.swapcase() != n.this else None),
    "text with a blank": literal(_word, lambda n: _string(n.this + " ")),
    "day later": literal(_day, lambda n: _string(n.this[:8] + f"{int(n.this[8:]) % 28 + 1:02}")),
    "year later": literal(_day, lambda n: _string(f"{int(n.this[:4]) + 1}{n.this[4:]}")),
    "part of a date": literal(lambda n: n.is_string and n.this.isdigit() and len(n.this) in (2, 4), lambda n: _string(f"{int(n.this) + 1:0{len(n.this)}}")),
    "pattern without its start": literal(lambda n: n.is_string and n.this.startswith("%"), lambda n: _string(n.this[1:])),
    "pattern without its end": literal(lambda n: n.is_string and n.this.endswith("%"), lambda n: _string(n.this[:-1])),
    "pattern wider": literal(lambda n: n.is_string and n.this.endswith("%") and n.this[0] != "%", lambda n: _string("%" + n.this)),
    "LIKE to =": swapped(exp.Like, exp.EQ),
    "= to LIKE": swapped(exp.EQ, exp.Like),
    "%Y to %m": replaced("'%Y'", "'%m'"), "%m to %d": replaced("'%m'", "'%d'"), "%Y-%m to %Y": replaced("'%Y-%m'", "'%Y'"),
    "+ to -": replaced(" + ", " - "), "- to +": replaced(" - ", " + "), "* to +": replaced(" * ", " + "), "/ to *": replaced(" / ", " * "),
    "separator": replaced("', '", "'; '"),
    "coalesce": wrapped("COALESCE({}, 0)", (exp.Column,), ("number",)),
    "coalesce around": wrapped("COALESCE({}, 0)", (exp.Sum, exp.Avg, exp.Max, exp.Min)),
    "abs": wrapped("ABS({})", (exp.Column,), ("number",)), "round": wrapped("ROUND({})", (exp.Avg,)),
    "nullif": wrapped("NULLIF({}, 0)", (exp.Column,), ("number",)), "cast": wrapped("CAST({} AS TEXT)", (exp.Column,), ("number",)),
    "plus one": wrapped("({} + 1)", (exp.Column,), ("number",)), "trim": wrapped("TRIM({})", (exp.Column,), ("text",)),
    "lower": wrapped("LOWER({})", (exp.Column,), ("text",)), "substr": wrapped("SUBSTR({}, 1, 3)", (exp.Column,), ("text",)),
    "case without else": wrapped("CASE WHEN {0} > 10 THEN {0} END", (exp.Column,), ("number",)),
    "text coalesced": wrapped("COALESCE({}, '')", (exp.Column,), ("text", "date")),
    "not null added": condition("NOT {} IS NULL"), "null added": condition("{} IS NULL"), "not zero added": condition("{} <> 0"),
    "distinct": distinct, "COUNT(*) to column": star_to_column, "COUNT(column) to *": column_to_star,
    "group by added": group_added, "group key added": group_key_added, "other group key": other_column(exp.Group),
    "no group by": part("group"), "no having": part("having"), "no where": part("where"), "no order": part("order"), "no limit": part("limit"),
    "limit + 1": limit(1), "limit - 1": limit(-1), "limit + 40": limit(40),
    "offset": replaced(" LIMIT 1", " LIMIT 1 OFFSET 1"),
    "direction": order(lambda n: f"{_sql(n.this)} {'ASC' if n.args.get('desc') else 'DESC'}"),
    "nulls first": order(lambda n: f"{_sql(n.this)} {'DESC' if n.args.get('desc') else 'ASC'} NULLS {'FIRST' if n.args.get('desc') else 'LAST'}"),
    "order by text": order(lambda n: f"CAST({_sql(n.this)} AS TEXT) {'DESC' if n.args.get('desc') else 'ASC'}"),
    "order by abs": order(lambda n: f"ABS({_sql(n.this)}) {'DESC' if n.args.get('desc') else 'ASC'}"),
    "other column ordered": other_column(exp.Order), "other column compared": other_column(exp.Where),
    "other column joined": other_column(exp.Join), "other column aggregated": other_column(exp.AggFunc),
    "join to left": joined("", "LEFT"), "left to join": joined("LEFT", ""),
    "and to or": _connector(exp.And, exp.Or), "or to and": _connector(exp.Or, exp.And),
    "left side dropped": _dropped_side(True), "right side dropped": _dropped_side(False),
    "output dropped": output_dropped, "outputs turned": outputs_turned,
    "in shortened": in_shortened, "not in": negated(exp.In), "not between": negated(exp.Between), "not like": negated(exp.Like),
    "not exists": negated(exp.Exists), "not": negated(exp.EQ, exp.GT, exp.LT, exp.Is),
    "between lower": between_moved("low", -1), "between higher": between_moved("high", 1), "between narrower": between_moved("low", 1),
    "between strict": between_strict,
    "UNION to UNION ALL": replaced(" UNION SELECT", " UNION ALL SELECT"), "UNION to INTERSECT": replaced(" UNION SELECT", " INTERSECT SELECT"),
    "INTERSECT to UNION": replaced(" INTERSECT ", " UNION "), "INTERSECT to EXCEPT": replaced(" INTERSECT ", " EXCEPT "), "EXCEPT to INTERSECT": replaced(" EXCEPT ", " INTERSECT "),
    "inner MAX to MIN": replaced("(SELECT MAX(", "(SELECT MIN("), "inner AVG to MAX": replaced("(SELECT AVG(", "(SELECT MAX("), "ELSE dropped": replaced(" ELSE 0", ""),
}  # fmt: skip
CHANGES.pop("COUNT to SUM", None)
