"""DuckDB in this process; processor time is that of the process."""

import time
from pathlib import Path

import duckdb
import statements
import tables


class Duck:
    dialect = statements.Dialect("//", "('[{values}]'::BIGINT[])[{code} + 1]", "")

    def __init__(self, folder, places, threads):
        self.name = f"DuckDB {duckdb.__version__}, {threads} thread{'s' if threads > 1 else ''}"
        self.base = duckdb.connect(config={"threads": threads})
        for name, columns in tables.COLUMNS.items():
            self.base.execute(f"CREATE TABLE {name} ({columns})")
            self.base.execute(f"COPY {name} FROM '{Path(folder) / name}.csv' (HEADER)")
        for statement in (*statements.MAKING_TABLES, statements.making_people(places.subjects())):
            self.run(statement)

    def run(self, statement):
        self.base.execute(statement)

    def ask(self, statement):
        return self.base.execute(statement).fetchall()

    def seconds(self):
        return time.process_time()

    def close(self):
        self.base.close()
