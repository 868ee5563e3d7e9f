"""Rows drawn by chance, from few values a column: joins meet none, one or many, groups repeat, NULL decides.

Chains stand on the bounds of conditions, one column at a time. What hangs on several rows together - duplicates,
ties, sums of groups, partners in a join - comes from these.
"""

from dataclasses import dataclass, field

from .pools import MOST_VALUES
from .tables import finished

RICHNESS = (1, 2, 2, 3, 4, 12)  # how many values a column that no condition names has in one database


class Mixtures:
    """Rows of databases by chance; every method gives those of one database."""

    def __init__(self, pools, random):
        self.pools, self.random = pools, random

    def mixed(self, count, nulls=0.0, met=0.75, richness=RICHNESS):
        """`count` rows a table.

        Args:
            count: rows a table; keys and repeated rows may leave fewer.
            nulls: the share of NULL in columns that may hold it, on average.
            met: how often a column meets the conditions on it.
            richness: how many values a column has is drawn from these.
        """
        domains = self._domains(richness)
        rates = {root: nulls * self.random.choice((0, 1, 2)) for root in domains}
        draw = _Draw(domains, rates, met)
        rows = {name: [self._row(name, k, draw) for k in range(count)] for name in self.pools.tables}
        return finished(self.pools, rows, self.random)

    def lonely(self, base, nulls):
        """One row a table that meets the conditions of `base`; the share `nulls` of its other columns is NULL."""
        domains = self._domains((12,))
        draw = _Draw(domains, dict.fromkeys(domains, nulls), met=1, base=base, spared=True)
        return finished(self.pools, {n: [self._row(n, 0, draw)] for n in self.pools.tables}, self.random)

    def repeated(self, copies):
        """Every table holds the same row again and again, but for its keys."""
        draw = _Draw(self._domains((1,)), {}, met=1, base={r: v[:1] for r, v in self.pools.bases[0].items()})
        rows = {n: [self._row(n, k, draw) for k in range(copies)] for n in self.pools.tables}
        return finished(self.pools, rows, self.random)

    def sized(self, sizes, many, keys, nulls=0.0, met=1.0):
        """Groups of these sizes: `many` is the table whose rows repeat, the others have one row a group.

        Args:
            sizes: rows in each group.
            many: the table.
            keys: the columns whose values are the group's own.
            nulls, met: as for `mixed`.
        """
        pools, rows, number = self.pools, {n: [] for n in self.pools.tables}, 0
        domains = self._domains((1, 2, 12))
        shared = {pools.root(c) for c in keys} | pools.joined
        for i, size in enumerate(sizes):
            own = {root: pools.nth(root, i) for root in shared if root in pools.plain}
            draw = _Draw(domains, dict.fromkeys(domains, nulls), met, key=own)
            for name in pools.tables:
                for _ in range(size if name == many else 1):
                    number += 1
                    rows[name].append(self._row(name, number, draw))
        return finished(pools, rows, self.random)

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
            if not required and self.random.random() < draw.rates.get(root, 0) and not (draw.spared and wanted):
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
