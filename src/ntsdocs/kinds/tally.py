"""Count what stands in which state."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import pandas as pd

from ntsdocs.plan.progress import State

STATES = tuple(State)


def by_state(rows: Iterable[tuple[Hashable, State]], order: Sequence[Hashable]) -> dict[Hashable, tuple[int, ...]]:
    """For each key in `order`, how many rows are in each of `STATES`; a key without rows has zeros."""
    frame = pd.DataFrame(list(rows), columns=["key", "state"])
    table = pd.crosstab(frame["key"], frame["state"]).reindex(index=list(order), columns=list(STATES), fill_value=0)
    return {key: tuple(int(n) for n in counts) for key, counts in zip(table.index, table.to_numpy(), strict=True)}
