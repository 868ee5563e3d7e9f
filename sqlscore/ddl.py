"""CREATE TABLE of MySQL, PostgreSQL, SQL Server and Oracle, said again in SQLite's words.

Kept is what decides which rows a table may hold: columns with their kind of value, NOT NULL, keys, references,
CHECK, the values of an ENUM. Engines, comments, indexes, defaults and INSERTs go.
"""

import re
from functools import lru_cache

import sqlglot
from sqlglot import exp

from .quiet import quiet

MAX_DDL = 20_000  # characters: sqlglot reads them in a fraction of a second
_HINTS = {
    "mysql": r"`|\bENGINE\s*=|AUTO_INCREMENT|\bENUM\s*\(|\bCOMMENT\s+'|\bUNSIGNED\b",
    "tsql": r"\[\w+\]|\bIDENTITY\s*\(|\bNVARCHAR\b|^\s*GO\s*$|\bdbo\.",
    "postgres": r"\b(?:BIG|SMALL)?SERIAL\b|CHARACTER VARYING|::|\bTIMESTAMPTZ\b|\bpublic\.|\bJSONB\b|COMMENT ON|CREATE TABLE \w+\.",
    "oracle": r"\bVARCHAR2\b|\bNUMBER\s*\(|\bTABLESPACE\b|\bCLOB\b|\bSYSDATE\b",
}
_NOISE = re.compile(
    r"^\s*(?:GO|USE\s+\S+)\s*;?\s*$|\b(?:NON)?CLUSTERED\b|\b(?:ASC|DESC)\b(?=\s*[,)])", re.IGNORECASE | re.MULTILINE
)
_T = exp.DataType.Type
_KINDS = [
    ("INTEGER", {*exp.DataType.INTEGER_TYPES, _T.SERIAL, _T.BIGSERIAL, _T.SMALLSERIAL, _T.YEAR} - {_T.BIT}),
    ("BOOLEAN", {_T.BOOLEAN, _T.BIT}),
    ("REAL", {*exp.DataType.REAL_TYPES, *exp.DataType.NUMERIC_TYPES, _T.MONEY, _T.SMALLMONEY}),
    ("DATE", {_T.DATE, _T.DATE32}),
    ("TIME", {_T.TIME, _T.TIMETZ}),
    ("DATETIME", {*exp.DataType.TEMPORAL_TYPES}),
]


@lru_cache(maxsize=4096)
def to_sqlite(ddl: str) -> tuple[str, frozenset] | None:
    """The tables of a foreign DDL for SQLite, and the names of its schemas (`dbo`); None where nobody can read it."""
    if len(ddl) > MAX_DDL:
        return None
    text = _NOISE.sub(lambda found: ";" if found[0].strip().upper().startswith(("GO", "USE")) else "", ddl)
    hints = {name: len(re.findall(hint, text, re.IGNORECASE | re.MULTILINE)) for name, hint in _HINTS.items()}
    for dialect in sorted(filter(hints.get, hints), key=lambda name: -hints[name]):
        if found := _tables(_parsed(text, dialect)):
            return found
    return None


def _parsed(text, dialect):
    """The statements of a script; none where this dialect does not read it."""
    try:
        with quiet():
            return [s for s in sqlglot.parse(text, read=dialect, error_level=sqlglot.ErrorLevel.RAISE) if s]
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError):
        return []


def without_schemas(query: str, ddl: str) -> str:
    """`query` with `dbo.emp` as `emp`, where `ddl` is a foreign one whose tables stand in a schema."""
    names = (to_sqlite(ddl) or ("", ()))[1]
    if not names:
        return query
    name = "|".join(re.escape(name) for name in sorted(names))
    pattern = rf"""('(?:[^']|'')*')|(?<![\w.])(?:(?:{name})|\[(?:{name})\]|"(?:{name})"|`(?:{name})`)\s*\.\s*"""
    return re.sub(pattern, lambda found: found[1] or "", query, flags=re.IGNORECASE)


def _tables(statements):
    """(script, schemas) of parsed statements; None where a table could not be read as one."""
    tables, schemas = {}, set()
    for statement in statements:
        table = statement.find(exp.Table)
        if isinstance(statement, exp.Command) and re.search(r"create\s+table", statement.sql(), re.IGNORECASE):
            return None
        if isinstance(statement, exp.Create) and statement.kind == "TABLE" and isinstance(statement.this, exp.Schema):
            tables[table.name.lower()] = table.name, [part for each in statement.this.expressions for part in _part(each)]
            schemas |= {table.db, table.catalog} - {""}
        elif isinstance(statement, exp.Alter) and table and table.name.lower() in tables:
            for added in statement.find_all(exp.AddConstraint):
                tables[table.name.lower()][1].extend(part for each in added.expressions for part in _part(each))
    script = ";\n".join(f"CREATE TABLE {_quoted(name)} ({', '.join(parts)})" for name, parts in tables.values())
    return (script, frozenset(schemas)) if tables else None


def _part(node):
    """The column or constraint as SQLite text, in a list; an empty list where it says nothing of the rows."""
    if isinstance(node, exp.ColumnDef):
        return [_column(node)]
    if isinstance(node, exp.Constraint):
        return [part for inner in node.expressions for part in _part(inner)]
    if isinstance(node, (exp.PrimaryKey, exp.PrimaryKeyColumnConstraint)):
        return [f"PRIMARY KEY ({_names(node)})"] if _names(node) else []
    if isinstance(node, exp.UniqueColumnConstraint):
        return [f"UNIQUE ({_names(node.this)})"] if isinstance(node.this, exp.Schema) else []
    if isinstance(node, exp.ForeignKey) and node.args.get("reference"):
        return [f"FOREIGN KEY ({_names(node)}) {_reference(node.args['reference'])}"]
    if isinstance(node, exp.CheckColumnConstraint):
        return [f"CHECK ({node.this.sql('sqlite')})"]
    return []


def _column(node):
    kind = node.args.get("kind")
    said = [_quoted(node.name), _kind(kind)]
    if kind is not None and kind.is_type(_T.ENUM):
        said.append(f"CHECK ({_quoted(node.name)} IN ({', '.join(value.sql('sqlite') for value in kind.expressions)}))")
    for constraint in node.args.get("constraints") or []:
        rule = constraint.kind
        if isinstance(rule, exp.NotNullColumnConstraint) and not rule.args.get("allow_null"):
            said.append("NOT NULL")
        elif isinstance(rule, exp.PrimaryKeyColumnConstraint):
            said.append("PRIMARY KEY")
        elif isinstance(rule, exp.UniqueColumnConstraint):
            said.append("UNIQUE")
        elif isinstance(rule, exp.CheckColumnConstraint):
            said.append(f"CHECK ({rule.this.sql('sqlite')})")
        elif isinstance(rule, exp.Reference):
            said.append(_reference(rule))
    return " ".join(said)


def _kind(kind):
    if kind is None:
        return "TEXT"
    digits = [parameter.name for parameter in kind.expressions]
    if kind.is_type(_T.DECIMAL, _T.BIGDECIMAL) and digits and digits[1:] in ([], ["0"]):
        return "INTEGER"  # NUMBER(10)
    return next((name for name, types in _KINDS if kind.this in types), "TEXT")


def _reference(node):
    target = node.this
    names = f" ({_names(target)})" if isinstance(target, exp.Schema) else ""
    return f"REFERENCES {_quoted(target.find(exp.Table).name)}{names}"


def _names(node):
    """The columns of a key."""
    return ", ".join(_quoted(each.find(exp.Identifier).name) for each in node.expressions if each.find(exp.Identifier))


def _quoted(name):
    return '"' + name.replace('"', '""') + '"'
