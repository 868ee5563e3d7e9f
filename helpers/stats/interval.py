"""What every estimate here is: a number between two limits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """An estimate between two limits, all in the unit of the estimate."""

    estimate: float
    low: float
    high: float

    def __str__(self):
        return f"{self.estimate:.2%} [{self.low:.2%}, {self.high:.2%}]"

    def excludes(self, value: float = 0.0) -> bool:
        """Whether `value` lies outside the limits; for a difference and 0: whether the two can be told apart."""
        return not self.low <= value <= self.high
