"""What the names in a query stand for: columns of the schema, texts in double quotes, aliases."""

from sqlglot import exp

from .parsing import calculate, number


class Names:
    """Knows for every SELECT of a tree which tables and columns its names stand for."""

    def __init__(self, schema, clues):
        self.schema, self.clues = schema, clues
        self.sources = {}  # id of a SELECT -> {alias: table}
        self.outputs = {}  # id of a SELECT -> {alias: expression}

    def open(self, select):
        """Note the tables and the output names of one SELECT."""
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
            return True, node.this if node.is_string else number(node.this)
        if isinstance(node, exp.Null):
            return True, None
        if isinstance(node, exp.Column):
            stands_alone = not node.table and node.this.args.get("quoted")
            text = stands_alone and self.column(node) is None
            return (True, node.name) if text else (False, None)
        if isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal):
            return True, number("-" + node.this.this)
        if node.find(exp.Column, exp.Query, exp.AggFunc, exp.Star):
            return False, None
        return calculate(node)

    def meaning(self, node):
        """An alias of the select list replaced by what it stands for."""
        node = node.unnest()
        if isinstance(node, exp.Column) and not node.table and self.column(node) is None:
            outputs = self.outputs.get(id(node.parent_select), {})
            return outputs.get(node.name.lower(), node)
        return node
