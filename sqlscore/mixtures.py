"""Rows drawn by chance, from few values a column: joins meet none, one or many, groups repeat, NULL decides.

Chains stand on the bounds of conditions, one column at a time. What hangs on several rows together - duplicates,
ties, sums of groups, partners in a join - comes from these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from .hands import telling
from .pools import MOST_VALUES
from .tables import finished

MOST_SINGLES, MOST_PAIRED = 5, 9  # values tried one by one, and in pairs
RICHNESS = (1, 2, 2, 3, 4, 12)  # how many values a column that no condition names has in one database


class Mixtures:
    """Rows of databases by chance; every method gives those of one database."""

    def __init__(self, pools, random):
        self.pools, self.random = pools, random

    def mixed(
        self, count: int, nulls: float = 0.0, met: float = 0.75, richness: Sequence[int] = RICHNESS, orphans: float = 0.0
    ) -> dict[tuple, list[tuple]]:
        """`count` rows a table.

        Args:
            count: rows a table; keys and repeated rows may leave fewer.
            nulls: the share of NULL in columns that may hold it, on average.
            met: how often a column meets the conditions on it.
            richness: how many values a column has is drawn from these.
            orphans: the share of NULL in columns that are joined.
        """
        domains = self._domains(richness)
        rates = {root: nulls * self.random.choice((0, 1, 2)) for root in domains}
        rates |= {root: orphans for root in self.pools.joined if orphans}
        draw = _Draw(domains, rates, met)
        rows = {name: [self._row(name, k, draw) for k in range(count)] for name in self.pools.tables}
        return finished(self.pools, rows, self.random)

    def lonely(self, base: dict, nulls: float) -> dict[tuple, list[tuple]]:
        """One row a table that meets the conditions of `base`; the share `nulls` of its other columns is NULL."""
        domains = self._domains((12,))
        draw = _Draw(domains, dict.fromkeys(domains, nulls), met=1, base=base, spared=True)
        return finished(self.pools, {n: [self._row(n, 0, draw)] for n in self.pools.tables}, self.random)

    def singles(self) -> Iterator[dict[tuple, list[tuple]]]:
        """One row a table, again and again, with one value of the pools in one column: yields the rows of each."""
        for root, pool in self.pools.pool.items():
            for value in [None, *pool[:MOST_SINGLES]] if pool else ():
                yield self.lonely({**self.pools.bases[0], root: [value]}, nulls=0)

    def product(self, first: tuple[str, int], second: tuple[str, int]) -> dict[tuple, list[tuple]]:
        """All pairs of values of two columns of one table; the other columns meet the conditions on them."""
        pools, name = self.pools, first[0]
        roots = pools.root(first), pools.root(second)
        pairs = [(a, b) for a in self._values(roots[0]) for b in self._values(roots[1])]
        rows = {n: [] for n in pools.tables}
        domains = self._domains((2,))
        for number, pair in enumerate(pairs):
            draw = _Draw(domains, {}, met=1, key=dict(zip(roots, pair)))
            rows[name].append(self._row(name, number, draw))
        for other in pools.tables:
            rows[other] = rows[other] or [self._row(other, k, _Draw(domains, {}, met=1)) for k in range(5)]
        return finished(pools, rows, self.random)

    def _values(self, root):
        return list(dict.fromkeys([*self.pools.pool[root], *self.pools.plain[root][:4]]))[:MOST_PAIRED]

    def pair(self) -> dict[tuple, list[tuple]]:
        """Two rows a table, both meet all conditions; all other columns of the first are NULL."""
        pools, domains = self.pools, self._domains((12,))
        hollow = _Draw(domains, {r: 1 for r in domains if r not in pools.joined}, met=1, base=pools.bases[0], spared=True)
        full = _Draw(domains, {}, met=1, base=pools.bases[0])
        rows = {n: [self._row(n, 0, self._keyed(hollow, 0)), self._row(n, 1, self._keyed(full, 1))] for n in pools.tables}
        return finished(pools, rows, self.random)

    def _keyed(self, draw, number):
        """The same way to draw, with the keys that go with a number."""
        return replace(draw, key={root: self.pools.nth(root, number) for root in self.pools.joined if root in self.pools.plain})

    def groups(self, column: tuple[str, int], groups: Sequence[tuple], keys: set[tuple[str, int]]) -> dict[tuple, list[tuple]]:
        """One group of rows for each of `groups`, which holds its values of a column; `keys` are the group's own."""
        pools, root = self.pools, self.pools.root(column)
        shared = {pools.root(c) for c in keys} | pools.joined
        rows, domains, number = {n: [] for n in pools.tables}, self._domains((1, 2)), 0
        for i, values in enumerate(groups):
            own = {r: pools.nth(r, i) for r in shared if r in pools.plain}
            for value in values:
                number += 1
                draw = _Draw(domains, {}, met=1, key={**own, root: value})
                rows[column[0]].append(self._row(column[0], number, draw))
            for other in pools.tables:
                if other != column[0]:
                    rows[other].append(self._row(other, number, _Draw(domains, {}, met=1, key=own)))
        return finished(pools, rows, self.random)

    def repeated(self, copies: int, hollow: bool = False) -> dict[tuple, list[tuple]]:
        """Every table holds the same row again and again, but for its keys; `hollow`: with NULL where nothing is asked."""
        draw = _Draw(self._domains((1,)), {}, met=1, base={r: v[:1] for r, v in self.pools.bases[0].items()})
        if hollow:
            draw = replace(draw, rates={r: 1 for r in draw.domains if r not in self.pools.joined}, spared=True)
        rows = {n: [self._row(n, k, draw) for k in range(copies)] for n in self.pools.tables}
        return finished(self.pools, rows, self.random)

    def ranked(self, count: int) -> dict[tuple, list[tuple]]:
        """What the queries order by is different in every row, all else comes again and again."""
        pools, domains = self.pools, self._domains((2,))
        rows = {n: [] for n in pools.tables}
        for k in range(count):
            key = {root: pools.nth(root, k) for root in pools.sorted if root in pools.plain and root not in pools.joined}
            for name in pools.tables:
                rows[name].append(self._row(name, k, _Draw(domains, {}, met=1, key=key)))
        return finished(pools, rows, self.random)

    def sized(
        self,
        sizes: Sequence[int],
        many: str,
        keys: set[tuple[str, int]],
        nulls: float = 0.0,
        met: float = 1.0,
        hollow: bool = False,
        base: dict | None = None,
        orphans: bool = False,
    ) -> dict[tuple, list[tuple]]:
        """Groups of these sizes: `many` is the table whose rows repeat, the others have one row a group.

        Args:
            sizes: rows in each group.
            many: the table.
            keys: the columns whose values are the group's own.
            nulls, met: as for `mixed`.
            hollow: whether the first row of each group is NULL wherever no condition and no key stands in the way.
            base: values that meet the conditions, by root; None draws them for every row.
            orphans: whether the rows of the first group have no partner in a join.
        """
        pools, rows, number = self.pools, {n: [] for n in self.pools.tables}, 0
        domains = self._domains((1, 2, 12))
        shared = {pools.root(c) for c in keys} | pools.joined
        for i, size in enumerate(sizes):
            own = {root: pools.nth(root, i) for root in shared if root in pools.plain}
            if hollow and i == 0:
                own |= {root: None for root in shared - pools.joined}
            if orphans and i == 0:
                own |= {root: None for root in pools.joined}
            draw = _Draw(domains, dict.fromkeys(domains, nulls), met, base=base, key=own)
            for name in pools.tables:
                for k in range(size if name == many else 1):
                    number += 1
                    first = replace(draw, rates=dict.fromkeys(domains, 1), spared=True) if hollow and not k else draw
                    rows[name].append(self._row(name, number, first))
        return finished(pools, rows, self.random)

    def dealt(self, root: tuple[str, int], hand: Sequence, richness: int) -> dict[tuple, list[tuple]]:
        """One row for every value of a hand; the other columns meet their conditions and have `richness` values."""
        domains = self._domains((richness,))
        draws = [_Draw(domains, {}, met=1, key={root: value}) for value in hand]
        rows = {name: [self._row(name, k, draw) for k, draw in enumerate(draws)] for name in self.pools.tables}
        return finished(self.pools, rows, self.random)

    def ladder(self, met: int, count: int = 5) -> dict[tuple, list[tuple]]:
        """`count` rows a table, joined one to one by rising keys; those of number `met` alone meet the conditions."""
        pools, domains, rows = self.pools, self._domains((12,)), {n: [] for n in self.pools.tables}
        roots = [r for r in pools.joined if r in pools.plain]
        keys = {r: sorted((pools.nth(r, k) for k in range(count)), key=lambda v: (isinstance(v, str), v)) for r in roots}
        for k in range(count):
            key = {root: rising[k] for root, rising in keys.items()}
            draw = _Draw(domains, {}, met=int(k == met), base=pools.bases[0], key=key)
            for name in pools.tables:
                rows[name].append(self._row(name, k, draw))
        return finished(pools, rows, self.random)

    def telling(self, roots: Sequence[tuple[str, int]]) -> dict[tuple, list[tuple]]:
        """Three rows for every value that functions of these columns may take for another one; two meet all conditions."""
        domains = self._domains((12,))
        keys = [{root: value} for root in roots for value in telling(self.pools, root)]
        draws = [_Draw(domains, {}, met, key=key) for key in keys for met in (1, 1, 0)]
        rows = {name: [self._row(name, k, draw) for k, draw in enumerate(draws)] for name in self.pools.tables}
        return finished(self.pools, rows, self.random)

    # -- single rows ---------------------------------------------------------------------------

    def _domains(self, richness):
        """{root: the values drawn from where no condition asks for others}."""
        pools, domains = self.pools, {}
        for root, plain in pools.plain.items():
            count = self.random.choice(richness)
            if root in pools.joined or (root in pools.sorted and self.random.random() < 0.7):
                count = max(count, 5)
            start = self.random.randrange(len(plain))
            domains[root] = [plain[(start + k) % len(plain)] for k in range(min(count, len(plain)))]
        return domains

    def _row(self, name, number, draw):
        table, pools = self.pools.schema.tables[name], self.pools
        base = draw.base if draw.base is not None else self.random.choice(pools.bases)
        row = [None] * len(table.columns)
        for i in pools.used[name]:
            root, required = pools.root((name, i)), table.columns[i].required
            wanted = base.get(root)
            if (
                root not in draw.key
                and not required
                and self.random.random() < draw.rates.get(root, 0)
                and not (draw.spared and wanted)
            ):
                continue
            row[i] = self._cell(root, number, draw, wanted, i in pools.unique[name])
            if row[i] is None and required:
                row[i] = pools.nth(root, number)
        return tuple(row)

    def _cell(self, root, number, draw, wanted, unique):
        pools, chance = self.pools, self.random.random()
        domain, pool = draw.domains[root], pools.pool[root]
        if root in draw.key:
            return draw.key[root]
        if unique and root in pools.joined:
            return domain[number] if number < len(domain) else pools.nth(root, number)
        if unique:  # the first rows have the keys that the queries name
            named = list(dict.fromkeys([*(wanted or ())[:3], *pool[:6]]))
            return named[number] if number < len(named) else pools.nth(root, number - len(named))
        if wanted and chance < draw.met:
            return self.random.choice(wanted)
        if pool and self.random.random() < (0.7 if wanted is None else 0.9):
            return self.random.choice(pool[:MOST_VALUES])
        return self.random.choice(domain)


@dataclass(frozen=True)
class _Draw:
    """How the cells of one database, or of one group of it, are drawn."""

    domains: dict  # root -> values where nothing asks for others
    rates: dict  # root -> share of NULL
    met: float  # how often conditions are met
    base: dict | None = None  # values that meet the conditions, by root; None draws one for every row
    spared: bool = False  # whether columns with conditions are never NULL
    key: dict = field(default_factory=dict)  # values that all rows share
