"""A PostgreSQL of its own in a folder of its own; processor time is that of the serving process."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import statements
import tables

PROGRAMS = Path(os.environ.get("PG_BIN", "/usr/lib/postgresql/15/bin"))
SETTINGS = {
    "listen_addresses": "''",
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "fsync": "off",
    "max_wal_size": "4GB",
    # Several processes for one list would only add to the sum.
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
}
INDEXES = (
    "CREATE INDEX known_index ON known (subject, code, person)",
    "CLUSTER known USING known_index",
    "CREATE INDEX known_by_person_index ON known_by_person (person, subject, code)",
    "CLUSTER known_by_person USING known_by_person_index",
    "CREATE INDEX answers_by_code ON answers (subject, code) INCLUDE (ask, low, high, class)",
    "CREATE INDEX answers_by_ask ON answers (ask) INCLUDE (subject, code, low, high, class)",
    "CREATE INDEX alone_by_line ON alone (line) INCLUDE (subject, code, low, high, class)",
    "CREATE INDEX alone_by_code ON alone (subject, code) INCLUDE (line, low, high, class)",
    "CREATE INDEX branches_by_line ON branches (line)",
    "CREATE INDEX branches_by_ask ON branches (ask)",
    "CREATE INDEX demands_by_place ON demands (place) INCLUDE (line, demands, needs)",
)


class Postgres:
    dialect = statements.Dialect("/", "('{{{values}}}'::bigint[])[{code} + 1]", "OFFSET 0")

    def __init__(self, folder, places):
        self.folder = Path(tempfile.mkdtemp(prefix="peers-"))
        # The server refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        shutil.chown(self.folder, self.user)
        self.control("initdb", "--auth=trust", "--no-sync", "--locale=C", "--encoding=UTF8")
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        self.control("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", f"{options} -k {self.folder}", "start")
        self.base = psycopg.connect(host=str(self.folder), dbname="postgres", user=self.user, autocommit=True)
        self.process = self.base.info.backend_pid
        self.name = f"PostgreSQL {self.base.info.server_version // 10000}"
        self.load(folder, places)

    def control(self, program, *arguments):
        command = [PROGRAMS / program, "-D", self.folder / "data", *arguments]
        user = self.user if os.geteuid() == 0 else None
        subprocess.run(command, check=True, user=user, cwd=self.folder, stdout=subprocess.DEVNULL)

    def load(self, folder, places):
        for name, columns in tables.COLUMNS.items():
            self.run(f"CREATE TABLE {name} ({columns})")
            text = (Path(folder) / f"{name}.csv").read_bytes()
            with self.base.cursor().copy(f"COPY {name} FROM STDIN (FORMAT csv, HEADER)") as copy:
                copy.write(text)
        making = (*statements.MAKING_TABLES, statements.making_people(places.subjects()))
        for statement in (*making, *INDEXES, "VACUUM ANALYZE"):
            self.run(statement)

    def run(self, statement):
        self.base.execute(statement)

    def ask(self, statement):
        return self.base.execute(statement, prepare=False).fetchall()

    def seconds(self):
        return int(Path(f"/proc/{self.process}/schedstat").read_text().split()[0]) / 1e9

    def close(self):
        self.base.close()
        self.control("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)
