"""What two queries give away about the rows that could tell them apart.

A query compares columns with constants, joins columns with columns and counts groups. Rows that
carry those constants, and their nearest neighbours, meet, miss and just touch every condition.
The idea is that of test-suite accuracy (Zhong, Yu and Klein, 2020, https://arxiv.org/abs/2010.02840),
which distils such databases from random ones; here they are built directly.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Condition:
    """`column operator value`: met by some rows of a database and missed by others.

    The operator is one of = <> > >= < <= like, is, in (value: a tuple) and test (value: SQL over `x`).
    """

    column: tuple  # (lower-case table name, position)
    operator: str
    value: object


@dataclass
class Clues:
    """Everything found in the queries; columns are (lower-case table, position)."""

    branches: list = field(default_factory=list)  # conditions that can hold together
    queries: list = field(default_factory=list)  # the branches of each query by itself
    values: dict = field(default_factory=lambda: defaultdict(dict))  # other constants near a column, the keys of a dict
    numbers: set = field(default_factory=set)  # columns used as numbers
    lengths: dict = field(default_factory=lambda: defaultdict(set))  # LENGTH(column) compared
    uses: dict = field(default_factory=lambda: defaultdict(set))  # column -> words: date, clock, trim, cast, case, order
    fragments: dict = field(default_factory=lambda: defaultdict(set))  # texts that functions look for in a column
    shifts: set = field(default_factory=set)  # modifiers of dates, such as '+1 year'
    equal: list = field(default_factory=list)  # pairs of columns that are joined or compared
    joins: list = field(default_factory=list)  # the same of each query by itself
    touched: Callable = list  # gives the columns in those parts that only one of two queries has
    bounds: list = field(default_factory=list)  # (column, number) where SUM, AVG, MAX or MIN of it is compared
    together: list = field(default_factory=list)  # pairs of columns of one table that one comparison speaks of
    sizes: set = field(default_factory=set)  # what COUNT or LIMIT is compared with
    grouped: list = field(default_factory=list)  # sets of columns, one a GROUP BY
    used: set = field(default_factory=set)  # columns that a query names
    star: bool = False  # whether a query takes all columns
    aggregates: bool = False  # whether a query counts, adds up, groups or drops repetitions
    ordered: bool = False  # whether a query orders its rows or takes the first ones only
    nested: bool = False  # whether a query has a second SELECT or a self-join
    tables: dict = field(default_factory=dict)  # tables read, in their order
