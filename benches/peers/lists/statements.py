"""The same lists in SQL, in three layouts.

*Tables*: `known`, answers, branches and demands, joined and grouped. `known` holds the facts and, for
every subject that is asked, code 0 for people of whom nothing is known about it. Lines that read one
subject stand in `alone` with their answers, so that nothing is grouped for them but the sums.
*Columns*: `people` has a column of codes per subject; a statement is written for each place, in which
every line looks its answers up by code.
*Answered*: `answered` has columns for what every person makes of every different line, worked out
once for all places; the statement for a place weighs and adds them.

Order: class, sum of both overall ends, lower overall end, sum of both ends of the demands, number.
"""

from dataclasses import dataclass

from tables import SUITABLE

SIDES = ("demands", "needs")
ENDS = ("low", "high")


@dataclass(frozen=True)
class Dialect:
    """What databases write differently: integer division, a constant list by position, and what keeps
    a planner from writing a column out again wherever it is used."""

    divide: str
    look_up: str
    fence: str

    def at(self, values, code):
        return self.look_up.format(values=",".join(map(str, values)), code=code)


def combined(function, values):
    return values[0] if len(values) == 1 else f"{function}({', '.join(values)})"


def ranked(dialect, sums, owner, count):
    """From the class and the sums of both sides at both ends to the first of a list.

    Everything rounds half up; a side that asks nothing is full."""

    def points(side, end):
        total = f"{side}_total"
        return f"coalesce((20 * {side}_{end} + {total}) {dialect.divide} nullif(2 * {total}, 0), 10000)"

    def harmonic(end):
        a, b = (f"{side}_{end}" for side in SIDES)
        return f"coalesce((4 * {a} * {b} + {a} + {b}) {dialect.divide} nullif(2 * ({a} + {b}), 0), 0)"

    both = ", ".join(f"{points(side, end)} AS {side}_{end}" for side in SIDES for end in ENDS)
    means = ", ".join(f"{harmonic(end)} AS {end}" for end in ENDS)
    return f"""
        SELECT {owner}, class, low + high AS total, low, demands_low + demands_high AS demands
        FROM (SELECT {owner}, class, demands_low, demands_high, {means}
              FROM (SELECT {owner}, class, {both}
                    FROM ({sums} {dialect.fence}) AS sums {dialect.fence}) AS points {dialect.fence}) AS means
        ORDER BY class DESC, total DESC, low DESC, demands DESC, {owner} LIMIT {count}"""


def weighed(owner):
    """The sums of all lines of a pair."""
    columns = [f"sum({side}::bigint * {name})::bigint AS {side}_{name}" for side in SIDES for name in ENDS] + [
        f"sum({side})::bigint AS {side}_total" for side in SIDES
    ]
    return f"SELECT {owner}, min(class) AS class, {', '.join(columns)}"


def aggregated(function, source, by):
    columns = ", ".join(f"{function}({part}) AS {part}" for part in (*ENDS, "class"))
    return f"SELECT {by}, {columns} FROM {source} GROUP BY {by}"


def people_by_tables(dialect, place, count):
    asked = "demands JOIN branches USING (line) JOIN answers USING (ask) JOIN known USING (subject, code)"
    columns = "person, low, high, class, demands, needs"
    sums = f"""{weighed("person")} FROM (
        SELECT {columns} FROM demands JOIN alone USING (line) JOIN known USING (subject, code) WHERE place = {place}
        UNION ALL SELECT {columns} FROM line_values JOIN demands USING (line) WHERE place = {place}) AS lines
        GROUP BY person"""
    return f"""
        WITH found AS ({aggregated("max", f"{asked} WHERE place = {place}", "person, line, branch, ask")}),
        branch_values AS ({aggregated("min", "found", "person, line, branch")}),
        line_values AS ({aggregated("max", "branch_values", "person, line")})
        {ranked(dialect, sums, "person", count)}"""


def places_by_tables(dialect, person, count):
    known = f"(SELECT subject, code FROM known_by_person WHERE person = {person}) AS own"
    asked = f"{known} JOIN answers USING (subject, code) JOIN branches USING (ask)"
    sums = f"""{weighed("place")} FROM demands JOIN (
        SELECT line, low, high, class FROM {known} JOIN alone USING (subject, code)
        UNION ALL SELECT line, low, high, class FROM line_values) AS lines USING (line) GROUP BY place"""
    return f"""
        WITH found AS ({aggregated("max", asked, "line, branch, ask")}),
        branch_values AS ({aggregated("min", "found", "line, branch")}),
        line_values AS ({aggregated("max", "branch_values", "line")})
        {ranked(dialect, sums, "place", count)}"""


def looked_up(dialect, places, line, part):
    """One part of what comes of a line, by the codes of a person."""

    def ask_value(ask):
        tables = places.asks[ask].items()
        values = [dialect.at([answer[part] for answer in table], f"s{subject}") for subject, table in tables]
        return combined("greatest", values)

    branches = places.lines[line].values()
    return combined("greatest", [combined("least", [ask_value(ask) for ask in asks]) for asks in branches])


def person_by_person(dialect, places, place, count, source, value):
    """A list from expressions `value(line, part)` over the columns of a source."""
    lines = places.places[place]
    columns = []
    for number, side in enumerate(SIDES):
        own = [(line, weights[number]) for line, weights in lines if weights[number]]
        for part, end in enumerate(ENDS):
            terms = [f"{weight}::bigint * {value(line, part)}" for line, weight in own]
            columns.append(f"({' + '.join(terms) or '0'})::bigint AS {side}_{end}")
        columns.append(f"{sum(weight for _, weight in own)}::bigint AS {side}_total")
    musts = [value(line, 2) for line, _ in lines if places.gates(line)]
    columns.append(f"{combined('least', [*musts, str(SUITABLE)])} AS class")
    return ranked(dialect, f"SELECT person, {', '.join(columns)} FROM {source}", "person", count)


def people_by_columns(dialect, places, place, count):
    def value(line, part):
        return looked_up(dialect, places, line, part)

    return person_by_person(dialect, places, place, count, "people", value)


def people_by_answers(dialect, places, place, count):
    def value(line, part):
        return f"l{line}_{part}"

    return person_by_person(dialect, places, place, count, "answered", value)


def answering(dialect, places, crossed):
    """Makes `answered` for the lines of some places."""
    lines = sorted({line for place in crossed for line, _ in places.places[place]})
    columns = ["person"]
    for line in lines:
        for part in range(3 if places.gates(line) else 2):
            columns.append(f"{looked_up(dialect, places, line, part)}::smallint AS l{line}_{part}")
    return f"CREATE TABLE answered AS SELECT {', '.join(columns)} FROM people"


def making_people(subjects):
    codes = [f"coalesce(max(code) FILTER (WHERE subject = {one}), 0)::smallint AS s{one}" for one in subjects]
    return f"CREATE TABLE people AS SELECT person, {', '.join(codes)} FROM facts GROUP BY person ORDER BY person"


MAKING_TABLES = (
    """CREATE TABLE known AS SELECT person, subject, code FROM facts UNION ALL
        SELECT person, subject, 0 FROM (SELECT DISTINCT person FROM facts) AS everybody,
            (SELECT DISTINCT subject FROM answers WHERE code = 0) AS asked
        WHERE NOT EXISTS (SELECT 1 FROM facts
            WHERE facts.person = everybody.person AND facts.subject = asked.subject)
        ORDER BY subject, code, person""",
    "CREATE TABLE known_by_person AS SELECT * FROM known ORDER BY person, subject, code",
    """CREATE TABLE alone AS SELECT DISTINCT line, subject, code, low, high, class
        FROM branches JOIN answers USING (ask)
        WHERE line IN (SELECT line FROM branches JOIN answers USING (ask)
            GROUP BY line HAVING count(DISTINCT ask) = 1 AND count(DISTINCT subject) = 1)
        ORDER BY line, subject, code""",
    "DELETE FROM branches WHERE line IN (SELECT line FROM alone)",
)
