"""Words of other systems in a query, said in SQLite's: TOP 3, YEAR(d), x::text, NOW().

A model that learned from MySQL or PostgreSQL writes them, and a gold query may hold them. What has one meaning only is
said in SQLite's words, in the gold query and in the prediction alike. What has none there is refused by its name.
"""

import re
from functools import lru_cache

import sqlglot
from sqlglot import exp

from .parsing import DIALECT
from .quiet import quiet
from .sandbox import MAX_QUERY, QueryFailed

_FUNCTIONS = (
    "NOW CURDATE CURTIME GETDATE YEAR MONTH DAY DAYOFMONTH HOUR MINUTE SECOND QUARTER DAYOFWEEK DAYOFYEAR DATEPART DATE_PART EXTRACT "
    "DATE_FORMAT TO_CHAR DATE_TRUNC CONCAT NVL NVL2 ISNULL IF LEFT RIGHT LEN CHAR_LENGTH CHARACTER_LENGTH LCASE UCASE LOCATE "
    "CHARINDEX STRPOS POSITION STRING_AGG DATEDIFF DATE_ADD DATE_SUB DATEADD DECODE MOD"
)
_FOREIGN = re.compile(
    rf"\b(?:{'|'.join(_FUNCTIONS.split())})\s*\(|\bILIKE\b|::|\bTOP\b\s*\(?\s*\d|\bFETCH\s+(?:FIRST|NEXT)\b|\bSEPARATOR\b|\bINTERVAL\b"
    r"|\bOFFSET\s+\d+\s+ROWS?\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]""")
_TOP = re.compile(r"\bSELECT\s+(?:DISTINCT\s+|ALL\s+)?TOP\b\s*\(?\s*\d", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+SEPARATOR\s+(?=')", re.IGNORECASE)
_PARTS = {
    "YEAR": "%Y", "MONTH": "%m", "DAY": "%d", "DAYOFMONTH": "%d", "HOUR": "%H", "MINUTE": "%M", "SECOND": "%S", "DOW": "%w",
    "DOY": "%j", "DAYOFYEAR": "%j", "YYYY": "%Y", "MM": "%m", "DD": "%d", "HH": "%H",
}  # fmt: skip
_NODES = {
    exp.Year: "YEAR", exp.Month: "MONTH", exp.Day: "DAY", exp.DayOfMonth: "DAY", exp.Hour: "HOUR", exp.Minute: "MINUTE",
    exp.Second: "SECOND", exp.DayOfYear: "DOY", exp.Quarter: "QUARTER",
}  # fmt: skip
_MYSQL = {
    "%Y": "%Y", "%m": "%m", "%d": "%d", "%H": "%H", "%i": "%M", "%s": "%S", "%S": "%S", "%T": "%H:%M:%S", "%j": "%j", "%%": "%%",
}  # fmt: skip
_POSTGRES = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "HH24": "%H", "MI": "%M", "SS": "%S"}
_NOW = {"NOW": "CURRENT_TIMESTAMP", "GETDATE": "CURRENT_TIMESTAMP", "CURDATE": "CURRENT_DATE", "CURTIME": "CURRENT_TIME"}
_FIRST_DAY = {"YEAR": "%Y-01-01", "MONTH": "%Y-%m-01", "DAY": "%Y-%m-%d"}


@lru_cache(maxsize=2048)
def in_sqlite(query: str) -> str:
    """`query` in SQLite's words; as it is where no other system's are in it, or where nobody can read it.

    Raises QueryFailed where SQLite has no word for something in it.
    """
    if len(query) > MAX_QUERY or not _FOREIGN.search(query):
        return query
    bare = _QUOTED.sub("''", query)
    if not _FOREIGN.search(bare):
        return query
    try:
        with quiet():
            tree = sqlglot.parse_one(_SEPARATOR.sub(", ", query), dialect="tsql" if _TOP.search(bare) else DIALECT)
            return tree.transform(_said).sql(DIALECT, unsupported_level=sqlglot.ErrorLevel.RAISE)
    except sqlglot.errors.UnsupportedError as error:
        raise QueryFailed(f"SQLite has no word for this: {error}") from None
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError):
        return query  # SQLite itself says what is wrong with it


def _said(node):
    """The node in SQLite's words."""
    kind = type(node)
    if kind in _NODES:
        return _part(_NODES[kind], node.this)
    if kind is exp.Extract:
        return _part(node.name.upper(), node.expression)
    if kind is exp.DayOfWeek:
        return _text("CAST(strftime('%w', {}) AS INTEGER) + 1", node.this)
    if kind is exp.Anonymous:
        return _named(node)
    if kind is exp.ILike:
        return exp.Like(**node.args)
    if kind in (exp.Fetch, exp.Limit):
        return _limit(node)
    if kind is exp.Concat:
        return _text(" || ".join("{}" if e.is_string else "COALESCE({}, '')" for e in node.expressions), *node.expressions)
    if kind is exp.ToChar:
        return _text(f"strftime('{_format(node.args['format'], _POSTGRES)}', {{}})", node.this)
    if kind in (exp.DateTrunc, exp.TimestampTrunc):
        return _truncated(node)
    if kind is exp.Left:
        return _text("SUBSTR({}, 1, {})", node.this, node.expression)
    if kind is exp.Right and isinstance(node.expression, exp.Literal):
        return _text("SUBSTR({}, -{})", node.this, node.expression)
    if kind is exp.DateDiff:
        return _days_between(node)
    if kind in (exp.Add, exp.Sub, exp.DateAdd, exp.DateSub) and isinstance(node.expression, exp.Interval):
        return _moved(node)
    if kind is exp.Interval and not isinstance(node.parent, (exp.Add, exp.Sub, exp.DateAdd, exp.DateSub)):
        raise QueryFailed("SQLite has no word for INTERVAL")
    return node


def _named(node):
    """Functions that sqlglot knows by their name alone."""
    name, given = node.name.upper(), node.expressions
    if name in _NOW and len(given) < 2:
        return _text(_NOW[name])
    if name in ("DATEPART", "DATE_PART") and len(given) == 2:
        return _part(given[0].name.upper(), given[1])
    if name == "DATE_FORMAT" and len(given) == 2:
        return _text(f"strftime('{_format(given[1], _MYSQL)}', {{}})", given[0])
    if name == "ISNULL" and len(given) == 2:
        return _text("COALESCE({}, {})", *given)
    return node


def _part(part, date):
    """A part of a date as a whole number."""
    if part == "QUARTER":
        return _text("(CAST(strftime('%m', {}) AS INTEGER) + 2) / 3", date)
    if part not in _PARTS:
        raise QueryFailed(f"SQLite has no word for the part {part} of a date")
    return _text(f"CAST(strftime('{_PARTS[part]}', {{}}) AS INTEGER)", date)


def _format(node, known):
    """A format of another system in the codes of strftime."""
    if not isinstance(node, exp.Literal):
        raise QueryFailed("SQLite has no word for a date format that is not written out")
    codes = re.findall(r"%.|[^%]+" if known is _MYSQL else r"YYYY|HH24|MM|DD|MI|SS|[^A-Za-z]+|[A-Za-z]+", node.this)
    unknown = [c for c in codes if c not in known and (c[0] == "%" if known is _MYSQL else c[0].isascii() and c[0].isalpha())]
    if unknown:
        raise QueryFailed(f"SQLite has no word for {unknown[0]} in a date format")
    return "".join(known.get(code, code) for code in codes).replace("'", "''")


def _truncated(node):
    unit = node.args["unit"].name.upper()
    if unit not in _FIRST_DAY:
        raise QueryFailed(f"SQLite has no word for DATE_TRUNC to {unit}")
    return _text(f"strftime('{_FIRST_DAY[unit]}', {{}})", node.this)


def _limit(node):
    options = node.args.get("limit_options")
    if options and (options.args.get("percent") or options.args.get("with_ties")):
        raise QueryFailed("SQLite has no word for the first rows in PERCENT or WITH TIES")
    return exp.Limit(expression=(node.args.get("count") or exp.Literal.number(1))) if isinstance(node, exp.Fetch) else node


def _days_between(node):
    """DATEDIFF(a, b) of MySQL, DATEDIFF(day, b, a) of SQL Server."""
    late, early, unit = node.this, node.expression, node.args.get("unit")
    if isinstance(late, exp.Column) and late.name.lower() in ("day", "dd") and unit:
        late, early, unit = exp.column(unit.name), early, late
    if unit is not None and unit.name.upper() not in ("DAY", "DD"):
        raise QueryFailed(f"SQLite has no word for DATEDIFF in {unit.name}")
    return _text("CAST(julianday(date({})) - julianday(date({})) AS INTEGER)", late, early)


def _moved(node):
    """Today and so many days, weeks, months or years more or less; the days of other dates may have a time."""
    step = node.expression
    if not isinstance(step.this, exp.Literal) or not re.fullmatch(r"-?\d+", step.this.name) or step.args.get("unit") is None:
        raise QueryFailed("SQLite has no word for INTERVAL")
    unit, count = step.args["unit"].name.lower().rstrip("s"), int(step.this.name)
    today = isinstance(node.this, exp.CurrentDate) or (isinstance(node.this, exp.Anonymous) and node.this.name.upper() == "CURDATE")
    if not today or unit not in ("day", "week", "month", "year"):
        raise QueryFailed("SQLite has no word for INTERVAL with a column")
    if unit == "week":
        unit, count = "day", 7 * count
    count = -count if isinstance(node, (exp.Sub, exp.DateSub)) else count
    return _text(f"date(CURRENT_DATE, '{count:+d} {unit}s')")


def _text(pattern, *nodes):
    """The node of some SQLite text, with other nodes in its holes."""
    inside = [_plain(node).transform(_said).sql(DIALECT) for node in nodes]
    return exp.Paren(this=sqlglot.parse_one(pattern.format(*inside), dialect=DIALECT))


def _plain(node):
    """What stands inside of the casts that sqlglot puts around dates and texts of SQL Server."""
    while isinstance(node, (exp.TsOrDsToDate, exp.TsOrDsToTimestamp)):
        node = node.this
    return node
