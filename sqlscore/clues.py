"""What two queries give away about the rows that could tell them apart.

A query compares columns with constants, joins columns with columns and counts groups. Rows that
carry those constants, and their nearest neighbours, meet, miss and just touch every condition.
The idea is that of test-suite accuracy (Zhong, Yu and Klein, 2020, https://arxiv.org/abs/2010.02840),
which distils such databases from random ones; here they are built directly.
"""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Condition:
    """`column operator value`: met by some rows of a database and missed by others."""

    column: tuple  # (lower-case table name, position)
    operator: str  # one of = <> > >= < <= like, or is
    value: object  # int, float, str or None


@dataclass
class Clues:
    """Everything found in the queries; columns are (lower-case table, position)."""

    branches: list = field(default_factory=list)  # conditions that can hold together
    values: dict = field(default_factory=lambda: defaultdict(set))  # other constants near a column
    numbers: set = field(default_factory=set)  # columns used as numbers
    lengths: dict = field(default_factory=lambda: defaultdict(set))  # LENGTH(column) compared
    equal: list = field(default_factory=list)  # pairs of columns that are joined or compared
    sizes: set = field(default_factory=set)  # what COUNT or LIMIT is compared with
    counted: set = field(default_factory=set)  # columns inside COUNT
    grouped: set = field(default_factory=set)  # columns inside GROUP BY
    shown: set = field(default_factory=set)  # tables of columns selected as they are, in a group
    nested: bool = False  # whether a query has a second SELECT or a self-join
    tables: dict = field(default_factory=dict)  # tables read, in their order
