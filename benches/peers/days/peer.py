"""Plans an instance of the interchange format with HiGHS or CP-SAT, level by level.

    python3 peer.py (highs|cpsat) INSTANCE.json [seconds per level]

Needs `pip install highspy ortools`. One 0/1 choice per person, role, table and cell; levels seen,
promised, covered, score are solved in turn, each fixed before the next. Prints one line per level:
value, bound, seconds. Comfort is left out: it never changes who meets whom.
"""

import json
import sys
import time
from collections import defaultdict


def cells(instance, table):
    for day, first, last in table["open"]:
        closed = set(instance["days"][day]["closed"])
        slots = instance["days"][day]["slots"]
        start = first
        while start + table["len"] <= min(last, slots):
            if not closed & set(range(start, start + table["len"])):
                yield day, start, start + table["len"]
            start += table["len"]


def choices(instance):
    people = {row["id"]: row for row in instance["candidates"]}
    tables = defaultdict(list)
    for table in instance["tables"]:
        for role in table["roles"]:
            tables[role].append(table)
    for person, role, score in instance["scores"]:
        row = people[person]
        language = row["interpreter"]
        for table in tables[role]:
            needs = language if language and language not in table["languages"] else None
            if needs and needs not in instance["interpreters"]:
                continue
            for day, start, end in cells(instance, table):
                if any(d == day and a <= start and end <= b for d, a, b in row["avail"]):
                    yield person, role, table, day, start, end, score, needs


def model(instance):
    """Rows `(coefficients, most)` and the levels as coefficient lists, over numbered columns."""
    columns = list(choices(instance))
    buffer = instance["rules"]["buffer"]
    rows, groups = [], defaultdict(list)
    employer = {row["id"]: row["employer"] for row in instance["tables"]}
    for at, (person, role, table, day, start, end, _, needs) in enumerate(columns):
        groups["person", person].append(at)
        groups["employer", person, employer[table["id"]]].append(at)
        groups["table", table["id"]].append(at)
        groups["role", role].append(at)
        groups["cell", table["id"], day, start].append(at)
        for slot in range(start, end + buffer):
            groups["time", person, day, slot].append(at)
        for slot in range(start, end) if needs else ():
            groups["interpreter", needs, day, slot].append(at)
    most = {("person", row["id"]): row["max_iv"] for row in instance["candidates"]}
    most |= {("table", row["id"]): row["max_iv"] for row in instance["tables"]}
    most |= {("role", row["id"]): row["max_iv"] for row in instance["roles"]}
    presence = defaultdict(int)
    for language, windows in instance["interpreters"].items():
        for day, first, last, count in windows:
            for slot in range(first, last):
                presence["interpreter", language, day, slot] += count
    for key, members in groups.items():
        limit = presence[key] if key[0] == "interpreter" else most.get(key, 1)
        if len(members) > limit:
            rows.append(({at: 1 for at in members}, limit))
    extra, levels = len(columns), [{}, {}, {}, {}]
    upper = []

    def counted(level, members, limit):
        """A column that counts members up to a limit in a level."""
        nonlocal extra
        rows.append(({extra: 1} | {at: -1 for at in members}, 0))
        levels[level][extra] = 1
        upper.append(limit)
        extra += 1

    for row in instance["candidates"]:
        members = groups["person", row["id"]]
        counted(0, members, 1)
        counted(1, members, row["min_iv"])
    for row in instance["roles"]:
        suitable = instance["rules"]["suitable_min"]
        members = [at for at in groups["role", row["id"]] if columns[at][6] >= suitable]
        counted(2, members, instance["rules"]["cover_r"] * row["openings"])
    levels[3] = {at: column[6] for at, column in enumerate(columns)}
    return [1] * len(columns) + upper, rows, levels


def highs(upper, rows, levels, seconds):
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    for most in upper:
        solver.addVar(0.0, float(most))
    solver.changeColsIntegrality(
        len(upper), list(range(len(upper))), [highspy.HighsVarType.kInteger] * len(upper)
    )
    infinity = highspy.kHighsInf
    for row, most in rows:
        solver.addRow(-infinity, float(most), len(row), list(row), [float(v) for v in row.values()])
    for level in levels:
        solver.changeColsCost(len(upper), list(range(len(upper))), [-float(level.get(at, 0)) for at in range(len(upper))])
        began = time.perf_counter()
        # the clock of HiGHS runs on from level to level
        solver.setOptionValue("time_limit", solver.getRunTime() + seconds)
        solver.run()
        info = solver.getInfo()
        value, bound = -info.objective_function_value, -info.mip_dual_bound
        yield round(value), bound, time.perf_counter() - began
        solver.addRow(value - 0.5, infinity, len(level), list(level), [float(v) for v in level.values()])


def cpsat(upper, rows, levels, seconds):
    from ortools.sat.python import cp_model

    task = cp_model.CpModel()
    columns = [task.new_int_var(0, most, "") for most in upper]
    for row, most in rows:
        task.add(sum(value * columns[at] for at, value in row.items()) <= most)
    for level in levels:
        goal = sum(value * columns[at] for at, value in level.items())
        task.maximize(goal)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 2
        began = time.perf_counter()
        solver.solve(task)
        value = round(solver.objective_value)
        yield value, solver.best_objective_bound, time.perf_counter() - began
        task.add(goal >= value)
        for column in columns:
            task.clear_hints() if column is columns[0] else None
            task.add_hint(column, solver.value(column))


def main():
    engine, path = sys.argv[1:3]
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 60.0
    with open(path, encoding="utf-8") as file:
        instance = json.load(file)
    task = model(instance)
    solve = {"highs": highs, "cpsat": cpsat}[engine]
    for name, (value, bound, took) in zip(["seen", "promised", "covered", "score"], solve(*task, seconds)):
        print(f"{instance['name']}\t{engine}\t{name}\t{value}\t{bound:.1f}\t{took:.2f} s", flush=True)


if __name__ == "__main__":
    main()
