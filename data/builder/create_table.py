"""CREATE TABLE statements with Korean comments, and the whole script of a database."""

from builder.definition import Column, Domain, Table


def create(table: Table) -> str:
    """The CREATE TABLE of one table, a line a column, each with its Korean comment."""
    lines = []
    for position, column in enumerate(table.columns):
        comma = "," if position + 1 < len(table.columns) else ""
        lines.append(f" {column.name} {kind(column)}{comma} -- {comment(column)}")
    return "\n".join([f"CREATE TABLE {table.name} ( -- {table.korean}", *lines, ");"])


def kind(column: Column) -> str:
    """Type and constraints: INTEGER NOT NULL REFERENCES store(id)."""
    if column.role == "key":
        return column.type
    first, *rest = column.type.split(" ", 1)
    return " ".join([first, *["NOT NULL"] * (not column.null), *["UNIQUE"] * column.unique, *rest])


def comment(column: Column) -> str:
    """The noun with its unit, 가격(원), or with the values of a category that lists them, 축종: 개, 고양이, 토끼."""
    noun = f"{column.korean}({column.unit})" if column.unit else column.korean
    return f"{noun}: {', '.join(column.values)}" if column.role == "category" and column.listed else noun


def schema(domain: Domain) -> str:
    """The statements of all tables, after the line that fixes what 지난달 and 올해 mean."""
    return "\n".join([f"-- 오늘: {domain.today}"] * bool(domain.today) + [create(table) for table in domain.tables])


def literal(value) -> str:
    """A Python value as SQL."""
    if value is None:
        return "NULL"
    return f"'{value}'" if isinstance(value, str) else str(value)


def script(domain: Domain, rows: dict) -> str:
    """What creates and fills the database: title, tables, one INSERT a row."""
    parts = [f"-- {domain.korean} ({domain.english})", schema(domain)]
    for table in domain.tables:
        for row in rows[table.name]:
            parts.append(f"INSERT INTO {table.name} VALUES ({', '.join(map(literal, row))});")
    return "\n".join(parts) + "\n"
