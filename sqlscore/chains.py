"""Rows made of chains: one row in every table that the queries read, joined by a key of its own.

Some chains meet every condition of a query, others miss exactly one of them or stand exactly on its
bound; a few are stored twice, carry a NULL or have no partner to join with.
"""

import random

from .pools import MOST_VALUES, Pools
from .values import sort_key

MOST_COPIES = 60  # chains that meet all conditions; HAVING COUNT(*) > 50 still has its bound


class Chains(Pools):
    """The rows of databases that could tell queries apart; every method gives those of one."""

    def __init__(self, schema, clues):
        super().__init__(schema, clues)
        self.random = random.Random(0)

    def chains(self, trend=1, nulls=False, gaps=0):
        """Rows by chains: those that meet all conditions, and those that differ in one column.

        `trend` is 1 where free numbers rise with the column that differs, -1 where they fall.
        With `nulls` there are NULLs, duplicates and rows without a partner too; `gaps` is the share
        of rows that are left out of their chains.
        """
        chains, extra = [], []  # chains: (values by root, step)
        sizes = [n for n in self.clues.sizes if n <= MOST_COPIES]
        copies = max([4, *(n + 3 for n in sizes)])
        for base in self.bases():
            first = {r: v[0] for r, v in base.items() if v}
            for i in range(copies):
                chains.append(({r: v[i % len(v)] for r, v in base.items() if v}, 0))
            for root in self.pool:
                for step, value in self._steps(root, base.get(root, ())):
                    other = {**first, root: value}
                    chains.append((other, trend * step))
                    chains += self._extremes(other, root, trend * step)
                    if self.clues.nested:
                        chains.append((first, 0))
                        extra += self._beside(len(chains) - 1, first, root, value, len(extra))
        chains += [({}, 0)] * 3
        rows = {n: [self._row(n, *c, i) for i, c in enumerate(chains)] for n in self.keys}
        for name, row in extra:
            rows[name].append(row)
        self._repeat(rows, chains, self._sizes())
        if nulls:
            self._spoil(rows, chains[0][0])
        if gaps:
            rows = {n: [r for r in some if self.random.random() > gaps] for n, some in rows.items()}
        return self._finished(rows)

    def met(self, left_out=None):
        """One row a table for every branch of conditions, equal in all that no condition names."""
        bases = [base for i, base in enumerate(self.filled()) if i != left_out]
        chains = [{r: v[0] for r, v in base.items() if v} for base in bases]
        rows = {n: [self._row(n, c, 0, 0) for c in chains] for n in self.keys}
        return self._finished({n: list(dict.fromkeys(r)) for n, r in rows.items()})

    def unmet(self):
        """Three chains of values that no query names."""
        return self._finished({n: [self._row(n, {}, 0, i) for i in range(3)] for n in self.keys})

    def groups(self):
        """Groups of 2, 3, 4 and 5 rows, all conditions met: the smallest one has no single row."""
        base = self.bases()[0]
        chains = [({r: v[i % len(v)] for r, v in base.items() if v}, 0) for i in range(4)]
        rows = {n: [self._row(n, *c, i) for i, c in enumerate(chains)] for n in self.keys}
        self._repeat(rows, chains, sizes=(5, 4, 3, 2))
        return self._finished(rows)

    def _steps(self, root, met):
        """The values of a pool and how far above (or below) the values `met` each of them stands."""
        as_number = root in self.number_roots
        values = list(self.pool[root])[:MOST_VALUES]
        known = sorted((v for v in values if v is not None), key=lambda v: sort_key(v, as_number))
        middle = known.index(met[0]) if met and met[0] in known else 0
        inside = {repr(v) for v in met} | {"None"}
        return [(0 if repr(v) in inside else known.index(v) - middle, v) for v in values]

    def _extremes(self, chain, root, step):
        """The same chain with a number that is summed up and compared far outside its bounds."""
        if not step:
            return []
        others = [r for r in self.measured if r != root and r in chain]
        return [({**chain, r: 20_000 * (1 if step > 0 else -1) + step}, step) for r in others]

    def _row(self, name, chain, step, number):
        row = []
        for i in range(len(self.schema.tables[name].columns)):
            root = self.root((name, i))
            row.append(chain[root] if root in chain else self.fresh(root, number, step))
        return tuple(row)

    def _beside(self, number, chain, root, value, count):
        """A row equal to a chain's own but for one column: same key, other value."""
        if root in self.joined:
            return []
        name, position = root
        row = list(self._row(name, chain, 0, number))
        for group in self.schema.tables[name].unique:
            if len(group) == 1 and self.root((name, group[0])) not in self.joined:
                row[group[0]] = self.fresh((name, group[0]), 500 + count)
        row[position] = value
        return [(name, tuple(row))]

    def _sizes(self):
        """Sizes of groups, largest first, with those on the bounds of HAVING COUNT(*)."""
        wanted = {k + d for k in self.clues.sizes for d in (-1, 0, 1) if 0 < k + d <= MOST_COPIES}
        return sorted(wanted | {1, 2, 3}, reverse=True)

    def _repeat(self, rows, chains, sizes):
        """Turn the first chains into groups of these sizes, in one table after the other."""
        if not self.clues.grouped:
            return
        kept = {self.root(c) for c in self.clues.grouped if c} | self.joined
        repeated = [n for n in self.keys if n not in self.clues.shown] or self.keys
        number = len(chains)
        plans = [(size, name) for name in repeated for size in sizes]
        for i, (size, name) in enumerate(plans[: len(chains)]):
            chain, step = chains[i]
            same = {**{r: self.fresh(r, i, step) for r in kept}, **chain}
            for _ in range(size - 1):
                number += 1
                rows[name].append(self._row(name, same, step, number))

    def _spoil(self, rows, chain):
        """NULLs (in counted columns a different number each), duplicates, rows left alone."""
        counted = {c: k for k, c in enumerate(sorted(c for c in self.clues.counted if c))}
        same = {**{r: self.fresh(r, 0) for r in self.joined}, **chain}
        number = 900
        for name in self.keys:
            spoilt = []
            for i, column in enumerate(self.schema.tables[name].columns):
                if column.required:
                    continue
                for _ in range(1 + counted.get((name, i), 0)):
                    number += 1
                    row = list(self._row(name, same, 0, number))
                    row[i] = None
                    spoilt.append(tuple(row))
            number += 1
            rows[name] += spoilt + rows[name][:2] + [self._row(name, {}, 0, number)]

    def mixture(self, count):
        """`count` rows a table, every cell drawn by itself from the values worth a row."""
        drawn = {}
        bases = self.bases()
        for name in self.keys:
            columns = self.schema.tables[name].columns
            rows = []
            for _ in range(count):
                base = self.random.choice(bases)
                rows.append(tuple(self._draw(name, i, c, base) for i, c in enumerate(columns)))
            drawn[name] = rows + rows[:2]
        return self._finished(drawn)

    def _draw(self, name, position, column, base):
        root, chance = self.root((name, position)), self.random.random()
        if chance < 0.07 and not column.required:
            return None
        if base.get(root) and chance < 0.7:
            return self.random.choice(base[root])
        if self.pool[root] and chance < 0.9:
            return self.random.choice(list(self.pool[root])[:MOST_VALUES])
        return self.fresh(root, self.random.randrange(9))

    def _finished(self, rows):
        """References mended, rows shuffled, keyed as `Database` wants them."""
        for name in self.keys:
            self._mend(name, rows)
        done = {}
        for name in self.keys:
            table = self.schema.tables[name]
            self.random.shuffle(rows[name])
            done[table.name, tuple(c.name for c in table.columns)] = rows[name]
        return done

    def _mend(self, name, rows):
        """A declared foreign key points at a row that exists, or at NULL."""
        for position, other, column in self.schema.tables[name].references:
            if other not in rows or other == name:
                continue
            at = self.schema.tables[other].position(column)
            if at is None:  # a reference to a column that is not there
                continue
            known = list(dict.fromkeys(row[at] for row in rows[other] if row[at] is not None))
            for i, row in enumerate(rows[name]):
                if row[position] is not None and row[position] not in known and known:
                    value = known[i % len(known)]
                    rows[name][i] = (*row[:position], value, *row[position + 1 :])
