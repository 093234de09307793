"""One place against everybody, all places against everybody, one person against all places:
this engine beside DuckDB and PostgreSQL, in processor time, every list compared rank by rank.

    python benches/peers/lists/compare.py FOLDER [people] [places] [count]

Makes the tables in FOLDER with `cargo run --release -p benches --bin peers`, loads them into both
databases, and prints a finished table. Ends with an error if a single list differs.
"""

import subprocess
import sys
from functools import partial
from pathlib import Path

import statements
import tables
from duck import Duck
from postgres import Postgres

# So many places, spread evenly over those that the engine does, are asked of the databases.
PLACES = 40
PEOPLE = 20
ROUNDS = 3


def measured(peer, statement, owners, expected, what):
    """Milliseconds per list in the fastest of several rounds; ends the run if a list differs."""
    written = {owner: statement(owner) for owner in owners}
    best = float("inf")
    for _ in range(ROUNDS):
        took = 0.0
        for owner, text in written.items():
            before = peer.seconds()
            found = peer.ask(text)
            took += peer.seconds() - before
            if [tuple(map(int, row)) for row in found] != expected[owner]:
                sys.exit(f"{peer.name}, {what}: the list of {owner} differs")
        best = min(best, took)
    return 1000 * best / len(written)


def spread(owners, count):
    owners = sorted(owners)
    return owners[:: max(1, len(owners) // count)][:count]


def compared(peer, folder, places):
    """Task, layout and milliseconds per list."""
    people_lists, place_lists = (tables.lists(folder, name) for name in ("people", "places"))
    count = len(next(iter(people_lists.values())))
    owners, asking = spread(people_lists, PLACES), spread(place_lists, PEOPLE)

    by_tables = partial(statements.people_by_tables, peer.dialect, count=count)
    took = measured(peer, by_tables, owners, people_lists, "tables")
    # Many places are many lists: nothing about the first helps with the second.
    yield from ((task, "tables", took) for task in ("one place", "places"))
    by_columns = partial(statements.people_by_columns, peer.dialect, places, count=count)
    took = measured(peer, by_columns, owners, people_lists, "columns")
    yield from ((task, "columns", took) for task in ("one place", "places"))
    making = statements.answering(peer.dialect, places, people_lists)
    before = peer.seconds()
    peer.run(making)
    share = 1000 * (peer.seconds() - before) / len(people_lists)
    by_answers = partial(statements.people_by_answers, peer.dialect, places, count=count)
    yield "places", "answered", share + measured(peer, by_answers, owners, people_lists, "answered")
    by_person = partial(statements.places_by_tables, peer.dialect, count=count)
    yield "one person", "tables", measured(peer, by_person, asking, place_lists, "one person")


def main():
    folder = Path(sys.argv[1]).resolve()
    root = Path(__file__).resolve().parents[3]
    command = ["cargo", "run", "--quiet", "--release", "-p", "benches", "--bin", "peers", "--", folder, *sys.argv[2:]]
    subprocess.run(command, check=True, cwd=root, stdout=subprocess.DEVNULL)
    places = tables.Places(folder)
    engine = tables.engine_times(folder)
    print("| lists | with | layout | ms a list, processor | times this engine |\n|---|---|---|---|---|")
    for task, own in engine.items():
        print(f"| {task} | this engine | | {own:.3f} | 1 |", flush=True)
    for open_peer in (partial(Duck, threads=1), partial(Duck, threads=2), Postgres):
        peer = open_peer(folder, places)
        try:
            for task, layout, took in compared(peer, folder, places):
                print(f"| {task} | {peer.name} | {layout} | {took:.1f} | {took / engine[task]:.0f} |", flush=True)
        finally:
            peer.close()
    print(f"\nEvery list asked is the same at every rank: {PLACES} places, {PEOPLE} people.")


if __name__ == "__main__":
    main()
