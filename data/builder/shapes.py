"""The register of shapes: each is a function from a Scene to a Draft, with the share of the dataset it should have.

A few shapes are common and many are rare: a small model needs to see a shape often before it can use it.
"""

from dataclasses import dataclass

COMMON = {  # share in percent of all rows
    "where_equal": 17,
    "where_compare": 9,
    "count_where": 8,
    "aggregate_where": 6,
    "top_one": 7,
    "aggregate_all": 2.4,
    "order_by": 2,
    "list_columns": 1,
    "where_date": 1,
    "where_between": 0.6,
    "where_among": 0.6,
    "where_contain": 0.5,
    "where_missing": 0.4,
    "where_year": 0.4,
    "where_relative": 0.4,
    "count_all": 0.5,
    "distinct": 0.5,
    "top_some": 0.6,
    "everything_where": 0.5,
    "join_where_parent": 6,
    "join_count": 4,
    "join_aggregate": 1.6,
    "join_where_child": 0.6,
    "where_and": 3,
    "group_count": 2.5,
    "group_aggregate": 2.5,
    "order_where": 0.5,
    "top_one_where": 0.4,
    "where_or": 0.3,
    "count_and": 0.4,
    "three_columns": 0.4,
    "join_group_count": 4,
    "join_group_aggregate": 4.2,
    "above_average": 3.8,
    "having_count": 1.6,
    "having_average": 1.6,
    "in_subquery": 0.8,
    "not_exists": 0.4,
    "exists": 0.3,
    "count_distinct": 0.3,
    "join_where_both": 0.3,
    "left_join_count": 0.4,
}
RARE = 0.13  # of every other shape
SHAPES = {}


@dataclass(frozen=True)
class Shape:
    """A named shape: `draw` makes a Draft from a Scene, `weight` is its wanted share in percent."""

    name: str
    draw: object

    @property
    def weight(self) -> float:
        """The share in percent that the shape should have."""
        return COMMON.get(self.name, RARE)


def shape(draw):
    """Register a function under its own name."""
    return register(draw.__name__, draw)


def register(name: str, draw):
    """Register a function under a name."""
    SHAPES[name] = Shape(name, draw)
    return draw
