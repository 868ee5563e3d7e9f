"""What the names in a query stand for: columns of the schema, texts in double quotes, aliases."""

from sqlglot import exp

from .parsing import calculate, number


class Names:
    """Knows for every SELECT of the trees which tables and columns its names stand for.

    Args:
        schema: the `Schema` that the names are looked up in.
    """

    def __init__(self, schema):
        self.schema = schema
        self.tables = {}  # tables read so far, in their order
        self.sources = {}  # id of a SELECT -> {alias: name of a table, or the SELECT of a subquery}
        self.outputs = {}  # id of a SELECT -> {alias: expression}

    def open(self, select: exp.Select, views: dict[str, exp.Query]) -> None:
        """Note the tables and the output names of one SELECT; `views` holds their queries by name."""
        sources = {}
        joins = select.args.get("joins") or []
        for part in [select.args.get("from_") or select.args.get("from"), *joins]:
            node = part.this if part is not None else None
            source = self._source(node, views)
            if source is not None:
                sources[node.alias_or_name.lower()] = source
        self.tables.update(dict.fromkeys(s for s in sources.values() if isinstance(s, str)))
        self.sources[id(select)] = sources
        self.outputs[id(select)] = {e.alias.lower(): e.this for e in select.expressions if isinstance(e, exp.Alias)}

    def _source(self, node, views):
        if isinstance(node, exp.Subquery):
            return node.this if isinstance(node.this, exp.Query) else None
        if not isinstance(node, exp.Table):
            return None
        name = node.name.lower()
        above = node.parent
        while above is not None:
            for cte in above.args.get("with_").expressions if above.args.get("with_") else ():
                if cte.alias.lower() == name:
                    return cte.this
            above = above.parent
        return name if name in self.schema.tables else views.get(name)

    def column(self, node: exp.Column, depth: int = 8) -> tuple[str, int] | None:
        """(table, position) that a column node stands for; None where it is none."""
        found = self._stands_for(node)
        if isinstance(found, exp.Column) and found is not node and depth:
            return self.column(found, depth - 1)
        return found if isinstance(found, tuple) else None

    def _stands_for(self, node):
        """(table, position), or the expression of the subquery that a column comes from, or None."""
        select, qualifier = node.parent_select, node.table.lower()
        while select is not None:
            sources = self.sources.get(id(select), {})
            for source in [sources.get(qualifier)] if qualifier else sources.values():
                found = self._inside(source, node.name)
                if found is not None:
                    return found
            select = select.parent_select
        return None

    def _inside(self, source, name):
        if isinstance(source, str):
            position = self.schema.tables[source].position(name)
            return None if position is None else (source, position)
        if source is None:
            return None
        while isinstance(source, exp.SetOperation):
            source = source.left
        if isinstance(source, exp.Subquery):
            source = source.this
        for output in getattr(source, "selects", ()):
            if output.alias_or_name.lower() == name.lower():
                return output.unalias().unnest()
            if output.is_star:
                for inner in self.sources.get(id(source), {}).values():
                    found = self._inside(inner, name)
                    if found is not None:
                        return found
        return None

    def constant(self, node: exp.Expression) -> tuple[bool, object]:
        """(True, value) of an expression without columns, else (False, None)."""
        node = node.unnest()
        if isinstance(node, exp.Literal):
            return True, node.this if node.is_string else number(node.this)
        if isinstance(node, exp.Null):
            return True, None
        if isinstance(node, exp.Boolean):
            return True, int(node.this)
        if isinstance(node, exp.Column):
            stands_alone = not node.table and node.this.args.get("quoted")
            text = stands_alone and self._stands_for(node) is None
            return (True, node.name) if text else (False, None)
        if isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal):
            return True, number("-" + node.this.this)
        if node.find(exp.Query, exp.AggFunc, exp.Star):
            return False, None
        columns = list(node.find_all(exp.Column))
        if any(not self.constant(column)[0] for column in columns):
            return False, None
        return calculate(node.transform(_as_text) if columns else node)

    def meaning(self, node: exp.Expression) -> exp.Expression:
        """An alias of the select list, or a column of a subquery, replaced by what it stands for."""
        node = node.unnest()
        if not isinstance(node, exp.Column):
            return node
        found = self._stands_for(node)
        if found is None and not node.table:
            found = self.outputs.get(id(node.parent_select), {}).get(node.name.lower())
        return found if isinstance(found, exp.Expression) else node


def _as_text(node):
    """A text in double quotes, which sqlglot takes for a column, as SQLite reads it."""
    return exp.Literal.string(node.name) if isinstance(node, exp.Column) else node
