"""The register of shapes: each is a function from a Scene to a Draft, with the share of the dataset it should have."""

from dataclasses import dataclass

SHAPES = {}


@dataclass(frozen=True)
class Shape:
    """A named shape: `weight` is its wanted share in percent of all rows."""

    name: str
    weight: float
    draw: object


def shape(weight: float):
    """Register a function under its own name."""
    def register(draw):
        SHAPES[draw.__name__] = Shape(draw.__name__, weight, draw)
        return draw
    return register


def condition_shape(weight: float, name: str, *roles: str, **options):
    """Register a shape that differs from others only in the kind of condition it asks with."""
    def register(draw):
        SHAPES[name] = Shape(name, weight, lambda scene: draw(scene, *roles, **options))
        return draw
    return register
