"""CREATE TABLE statements with Korean comments, and the whole script of a database."""

from builder.definition import Column, Domain, Table


def create(table: Table) -> str:
    """The CREATE TABLE of one table, a line a column, each with its Korean comment (and unit)."""
    lines = []
    for position, column in enumerate(table.columns):
        comma = "," if position + 1 < len(table.columns) else ""
        lines.append(f" {column.name} {column.type}{comma} -- {comment(column)}")
    return "\n".join([f"CREATE TABLE {table.name} ( -- {table.korean}", *lines, ");"])


def comment(column: Column) -> str:
    """가격(원): the noun that questions use, and the unit."""
    return f"{column.korean}({column.unit})" if column.unit else column.korean


def today(domain: Domain) -> str:
    """The line that fixes "today" for 지난달 and 올해."""
    return f"-- 오늘: {domain.today}"


def schema(domain: Domain, names, dated: bool = False) -> str:
    """The statements of the tables in `names`, in the domain's order; `dated` puts the line of today before them."""
    wanted = [create(table) for table in domain.tables if table.name in names]
    return "\n".join([today(domain)] * dated + wanted)


def literal(value) -> str:
    """A Python value as SQL."""
    if value is None:
        return "NULL"
    return f"'{value}'" if isinstance(value, str) else str(value)


def script(domain: Domain, rows: dict) -> str:
    """What creates and fills the database: title, tables, one INSERT a row."""
    parts = [f"-- {domain.korean} ({domain.english})", schema(domain, [t.name for t in domain.tables], bool(domain.today))]
    for table in domain.tables:
        for row in rows[table.name]:
            parts.append(f"INSERT INTO {table.name} VALUES ({', '.join(map(literal, row))});")
    return "\n".join(parts) + "\n"
