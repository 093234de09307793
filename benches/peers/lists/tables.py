"""The tables of `cargo run -p benches --bin peers`, read for writing statements and checking lists."""

import csv
from collections import defaultdict
from pathlib import Path

COLUMNS = {
    "facts": "person int, subject smallint, code smallint",
    "answers": "ask smallint, subject smallint, code smallint, low smallint, high smallint, class smallint",
    "branches": "line smallint, branch smallint, ask smallint",
    "demands": "place int, line smallint, demands int, needs int",
}
NOTHING = (0, 0, 0)
SUITABLE = 4


def rows(folder, name):
    with open(Path(folder) / f"{name}.csv", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        return [tuple(map(int, row)) for row in reader]


def lists(folder, name):
    """The engine's lists: owner -> (who or what is listed, class, total, low, demands), in order."""
    found = defaultdict(list)
    for owner, *entry in rows(folder, name):
        found[owner].append(tuple(entry))
    return found


def engine_times(folder):
    """Milliseconds of processor time by task."""
    with open(Path(folder) / "engine.csv", encoding="utf-8") as file:
        return {row["task"]: int(row["nanoseconds"]) / 1e6 for row in csv.DictReader(file)}


class Places:
    """Places with their lines, lines with their branches, asks with their answers by subject and code."""

    def __init__(self, folder):
        self.asks = defaultdict(lambda: defaultdict(list))
        for ask, subject, code, *answer in rows(folder, "answers"):
            table = self.asks[ask][subject]
            # To hold nothing about a related subject is no answer.
            table.extend([NOTHING] * (code - len(table)))
            table.append(tuple(answer))
        self.lines = defaultdict(lambda: defaultdict(list))
        for line, branch, ask in rows(folder, "branches"):
            self.lines[line][branch].append(ask)
        self.places = defaultdict(list)
        for place, line, *weights in rows(folder, "demands"):
            self.places[place].append((line, weights))

    def subjects(self):
        return sorted({subject for ask in self.asks.values() for subject in ask})

    def gates(self, line):
        """Whether a line can lower the class."""
        asks = [self.asks[ask] for branch in self.lines[line].values() for ask in branch]
        own = [answer for ask in asks for answer in next(iter(ask.values()))]
        return any(answer[2] < SUITABLE for answer in own)
