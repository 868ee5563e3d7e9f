"""What a run of the judge has cost so far, and the budget that stops it."""

import threading
from dataclasses import dataclass, field

from helpers.artifacts import CourseError


@dataclass
class Bill:
    """Calls, tokens and dollars of one run; safe to use from many threads.

    Args:
        price: dollars per million tokens, (input, output); None where nothing is paid.
        budget: most that this run may cost, `{"dollars": 0.5}` or `{"calls": 200}`; None for no limit.

    Attributes:
        calls: requests answered or given up, retries inside the client not counted.
        retries: requests repeated, by the client (429, 5xx, timeouts) or because a reply was unreadable.
        input_tokens, output_tokens: as the server counted them.
        stopped: why the run ended early, in words; "" if it did not.
        left_out: options of the request that the server does not take, so that it was asked without them.

    Raises:
        CourseError: the budget is of another kind, or in dollars without a price.
    """

    price: tuple[float, float] | None = None
    budget: dict[str, float] | None = None
    calls: int = 0
    retries: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    stopped: str = ""
    left_out: list[str] = field(default_factory=list)
    _in_flight: int = 0
    _dearest: float = 0.0  # dollars of the dearest call so far: what each call in flight may cost
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self):
        if self.budget and (len(self.budget) != 1 or not set(self.budget) <= {"dollars", "calls"}):
            raise CourseError('A budget is {"dollars": 0.5} or {"calls": 200}.')
        if self.budget and "dollars" in self.budget and not self.price:
            raise CourseError("A budget in dollars needs price=(input, output) in dollars per million tokens.")

    @property
    def dollars(self) -> float:
        """Dollars spent so far; 0 where no price is known."""
        return self._cost(self.input_tokens, self.output_tokens)

    def may_call(self) -> bool:
        """Take one call from the budget; False (and `stopped` says why) when it would not hold.

        Calls in flight are reckoned at the dearest seen, so that the sum stays below the budget.
        """
        with self._lock:
            expected = self.dollars + (self._in_flight + 1) * self._dearest
            started = self.calls + self._in_flight
            if self.budget and self.budget.get("calls", started + 1) < started + 1:
                self.stopped = f"the budget of {self.budget['calls']:g} calls is used up"
            elif self.budget and self.budget.get("dollars", expected) < expected:
                self.stopped = f"the budget of ${self.budget['dollars']:g} is used up"
            else:
                self._in_flight += 1
                return True
            return False

    def called(self, input_tokens: int = 0, output_tokens: int = 0, retries: int = 0) -> None:
        """Book one call that `may_call` allowed."""
        with self._lock:
            self._in_flight -= 1
            self.calls += 1
            self.retries += retries
            self.input_tokens += input_tokens
            self.output_tokens += output_tokens
            self._dearest = max(self._dearest, self._cost(input_tokens, output_tokens))

    def __str__(self) -> str:
        tokens = self.input_tokens + self.output_tokens
        cost = f", ${self.dollars:.4f}" if self.price else ""
        without = f"; asked without {', '.join(self.left_out)}, which the server refuses" if self.left_out else ""
        stopped = f"; {self.stopped}" if self.stopped else ""
        return f"{self.calls:,} calls, {self.retries:,} retries, {tokens:,} tokens{cost}{without}{stopped}"

    def _cost(self, input_tokens: int, output_tokens: int) -> float:
        into, out = self.price or (0, 0)
        return (input_tokens * into + output_tokens * out) / 1e6
