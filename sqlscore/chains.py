"""Rows made of chains: one row in every table that the queries read, joined by a key of its own.

Some chains meet every condition of a query, others miss exactly one of them or stand exactly on its
bound. `Mixtures` makes rows by chance; between them they tell most queries apart.
"""

from dataclasses import dataclass

from .tables import finished

MOST_CHAINS = 150
MISSING = object()  # NULL is a value
FAR = 20_000  # further out than what is added up in a chain


@dataclass(frozen=True)
class Chain:
    """The values of one row in every table, by root; `step` says how far from their bounds they stand."""

    values: dict
    step: int = 0


class Chains:
    """Rows of databases whose rows hang together in chains; every method gives those of one database."""

    def __init__(self, pools, random):
        self.pools, self.random = pools, random

    def around_bounds(self, trend: int = 1) -> dict[tuple, list[tuple]]:
        """Chains that meet all conditions, and for each of those some that differ in one column.

        `trend` is 1 where free numbers rise with the column that differs, -1 where they fall.
        """
        pools, chains, beside = self.pools, [], []
        for base in pools.bases:
            first = {root: values[0] for root, values in base.items() if values}
            for i in range(3):
                chains.append(Chain({root: values[i % len(values)] for root, values in base.items() if values}))
            for root in pools.pool:
                for step, value in pools.steps(root, base.get(root, ())):
                    varied = self._varied(first, root, value, trend * step)
                    if pools.clues.nested:
                        chains.append(Chain(first))
                        beside += self._beside(len(chains) - 1, first, root, value, len(beside))
                    chains += varied
        chains = chains[:MOST_CHAINS] + [Chain({})] * 3
        rows = {n: [self._row(n, chain, i) for i, chain in enumerate(chains)] for n in pools.tables}
        for number, name, row in beside:
            if number < MOST_CHAINS:
                rows[name].append(row)
        return finished(pools, rows, self.random)

    def met(self, left_out: int | None = None) -> dict[tuple, list[tuple]]:
        """One row a table for every branch of conditions, equal in all that no condition names."""
        bases = [base for i, base in enumerate(self.pools.bases) if i != left_out]
        chains = [Chain({r: v[0] for r, v in base.items() if v}) for base in bases]
        rows = {n: list(dict.fromkeys(self._row(n, c, 0) for c in chains)) for n in self.pools.tables}
        return finished(self.pools, rows, self.random)

    def unmet(self, hollow: bool = False) -> dict[tuple, list[tuple]]:
        """Three chains of values that no query names; `hollow`: with NULL where no condition is."""
        pools = self.pools
        chain = Chain({r: None for r, pool in pools.pool.items() if hollow and not pool and r not in pools.joined})
        rows = {n: [self._row(n, chain, i) for i in range(3)] for n in pools.tables}
        return finished(pools, rows, self.random)

    def _varied(self, first, root, value, step):
        """A chain with another value in one column, and one more with a far number beside it."""
        values = {**first, root: value}
        far = [r for r in sorted(self.pools.measured) if r != root and r in values] if step else []
        extremes = [Chain({**values, r: FAR * (1 if step > 0 else -1) + step}, step) for r in far]
        return [Chain(values, step), *extremes]

    def _row(self, name, chain, number):
        pools, row = self.pools, []
        used = set(pools.used[name])
        for i, column in enumerate(pools.schema.tables[name].columns):
            root = pools.root((name, i))
            if i not in used:
                row.append(None)
                continue
            value = chain.values.get(root, MISSING)
            if value is MISSING or (value is None and column.required):
                value = pools.fresh(root, number, chain.step)
            row.append(value)
        return tuple(row)

    def _beside(self, number, values, root, value, count):
        """A row equal to a chain's own but for one column: same key, other value."""
        pools = self.pools
        if root in pools.joined:
            return []
        name, position = root
        row = list(self._row(name, Chain(values), number))
        for group in pools.schema.tables[name].unique:
            if len(group) == 1 and pools.root((name, group[0])) not in pools.joined:
                row[group[0]] = pools.fresh((name, group[0]), 500 + count)
        row[position] = value
        return [(number, name, tuple(row))]
