"""The register of shapes: each is a function from a Scene to a Draft, with the share of the dataset it should have.

A few shapes are common and many are rare: a small model needs to see a shape often before it can use it.
"""

from dataclasses import dataclass

COMMON = {  # weight; the shares are in proportion
    "where_equal": 12,
    "where_compare": 9,
    "count_where": 11,
    "aggregate_where": 7,
    "top_one": 10,
    "top_one_where": 2,
    "aggregate_all": 2,
    "order_by": 0.6,
    "order_where": 0.48,
    "list_columns": 0.36,
    "where_named": 0.9,
    "where_date": 0.6,
    "where_between": 0.36,
    "where_among": 0.36,
    "where_contain": 0.36,
    "where_missing": 0.6,
    "where_year": 0.36,
    "where_relative": 0.48,
    "where_lately": 0.36,
    "count_all": 0.3,
    "count_year": 0.9,
    "count_and": 3,
    "count_distinct": 0.3,
    "count_each": 0.24,
    "distinct": 0.3,
    "top_some": 1.5,
    "everything_where": 0.12,
    "where_and": 4,
    "where_or": 0.18,
    "share_where": 1.3,
    "share_of_sum": 0.24,
    "days_apart": 0.3,
    "month_over_month": 0.3,
    "join_where_parent": 6,
    "join_count": 5,
    "join_count_both": 0.72,
    "join_aggregate": 4,
    "join_where_child": 0.9,
    "join_where_both": 0.72,
    "join_top": 0.6,
    "join_parent_of_one": 0.6,
    "count_parents": 0.48,
    "count_parents_across": 0.36,
    "group_count": 4,
    "group_aggregate": 4,
    "group_by_period": 1.1,
    "group_figure_by_period": 0.48,
    "group_top_count": 0.48,
    "group_ordered": 0.6,
    "group_count_ordered": 0.36,
    "parents_ordered": 0.36,
    "figure_in_period": 1.1,
    "months_of_year": 0.48,
    "change_by_month": 0.4,
    "gap_between": 0.36,
    "share_by_group": 0.36,
    "share_in_group": 0.3,
    "share_in_parents": 0.3,
    "above_own_count": 0.36,
    "above_own_group": 0.24,
    "group_top_average": 0.36,
    "top_of_each": 0.7,
    "join_group_count": 1.3,
    "join_group_aggregate": 1.8,
    "join_group_count_name": 1.1,
    "join_group_aggregate_name": 0.48,
    "join_group_top": 1.1,
    "join_group_top_sum": 1,
    "join_having": 0.9,
    "join_having_sum": 0.36,
    "above_average": 1.6,
    "having_count": 0.9,
    "having_average": 0.9,
    "having_sum": 0.24,
    "in_subquery": 0.9,
    "not_in_subquery": 0.5,
    "none_at_all": 1,
    "none_count": 0.7,
    "left_join_count": 0.7,
    "three_columns": 0.3,
    "three_count": 0.48,
}
RARE = 0.1  # of every other shape
SHAPES = {}


@dataclass(frozen=True)
class Shape:
    """A named shape: `draw` makes a Draft from a Scene, `weight` says how often, in proportion to the others'."""

    name: str
    draw: object

    @property
    def weight(self) -> float:
        """How often the shape should come, in proportion to the others."""
        return COMMON.get(self.name, RARE)


def shape(draw):
    """Register a function under its own name."""
    return register(draw.__name__, draw)


def register(name: str, draw):
    """Register a function under a name."""
    SHAPES[name] = Shape(name, draw)
    return draw
