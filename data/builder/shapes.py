"""The register of shapes: each is a function from a Scene to a Draft, with the share of the dataset it should have.

A few shapes are common and many are rare: a small model needs to see a shape often before it can use it.
"""

from dataclasses import dataclass

COMMON = {  # share in percent of all rows
    "where_equal": 9,
    "where_compare": 7,
    "count_where": 8,
    "aggregate_where": 5,
    "top_one": 8,
    "top_one_where": 2,
    "aggregate_all": 1.5,
    "order_by": 1,
    "order_where": 0.8,
    "list_columns": 0.6,
    "where_named": 1.5,
    "where_date": 1,
    "where_between": 0.6,
    "where_among": 0.6,
    "where_contain": 0.6,
    "where_missing": 1,
    "where_year": 0.6,
    "where_relative": 0.8,
    "where_lately": 0.6,
    "count_all": 0.5,
    "count_year": 1.5,
    "count_and": 2,
    "count_distinct": 0.5,
    "count_each": 0.4,
    "distinct": 0.5,
    "top_some": 1.2,
    "everything_where": 0.2,
    "where_and": 3,
    "where_or": 0.3,
    "share_where": 1.5,
    "share_of_sum": 0.4,
    "days_apart": 0.5,
    "month_over_month": 0.5,
    "join_where_parent": 5,
    "join_count": 4,
    "join_count_both": 1.2,
    "join_aggregate": 3,
    "join_where_child": 1.5,
    "join_where_both": 1.2,
    "join_top": 1,
    "join_parent_of_one": 1,
    "count_parents": 0.8,
    "count_parents_across": 0.6,
    "group_count": 2.5,
    "group_aggregate": 2.5,
    "group_by_period": 1.2,
    "group_figure_by_period": 0.8,
    "group_top_count": 0.8,
    "group_ordered": 1.0,
    "group_count_ordered": 0.6,
    "parents_ordered": 0.6,
    "figure_in_period": 1.2,
    "months_of_year": 0.8,
    "change_by_month": 0.6,
    "gap_between": 0.6,
    "share_by_group": 0.6,
    "share_in_group": 0.5,
    "share_in_parents": 0.5,
    "above_own_count": 0.6,
    "above_own_group": 0.4,
    "group_top_average": 0.6,
    "top_of_each": 0.8,
    "join_group_count": 1.5,
    "join_group_aggregate": 2,
    "join_group_count_name": 1.2,
    "join_group_aggregate_name": 0.8,
    "join_group_top": 1.2,
    "join_group_top_sum": 1.2,
    "join_having": 1,
    "join_having_sum": 0.6,
    "above_average": 2,
    "having_count": 1,
    "having_average": 1,
    "having_sum": 0.4,
    "in_subquery": 1,
    "not_in_subquery": 0.6,
    "none_at_all": 1.2,
    "none_count": 0.8,
    "left_join_count": 0.9,
    "three_columns": 0.5,
    "three_count": 0.8,
}
RARE = 0.2  # of every other shape
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
