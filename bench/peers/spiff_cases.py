"""The same plan in SpiffWorkflow: the case is a document, read, advanced and written back at every completion.

It keeps no rights, no record and no idempotency: what is measured is the plan and its storage alone.
"""

from __future__ import annotations

import sqlite3
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

NAME = f"SpiffWorkflow {version('SpiffWorkflow')}"
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
AGAIN = "again"


def diagram(n: int) -> str:
    """Acceptance, which may be done again and again, then `n` parallel opinions, then a chief."""
    tasks = "".join(f'<userTask id="n{i}"/>' for i in range(n))
    flows = "".join(_flow("fork", f"n{i}") + _flow(f"n{i}", "join") for i in range(n))
    return (
        f'<definitions xmlns="{MODEL}" id="d" targetNamespace="bench">'
        '<process id="p" isExecutable="true"><startEvent id="start"/><exclusiveGateway id="in"/>'
        '<userTask id="accept"/><exclusiveGateway id="out" default="out-fork"/>'
        f'<parallelGateway id="fork"/>{tasks}<parallelGateway id="join"/><userTask id="chief"/>'
        f'<endEvent id="end"/>{_flow("start", "in")}{_flow("in", "accept")}{_flow("accept", "out")}'
        f"{_flow('out', 'fork')}{flows}{_flow('join', 'chief')}{_flow('chief', 'end')}"
        '<sequenceFlow id="back" sourceRef="out" targetRef="in">'
        f"<conditionExpression>{AGAIN}</conditionExpression></sequenceFlow>"
        "</process></definitions>"
    )


def _flow(source: str, target: str) -> str:
    return f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'


class Office:
    """Cases of that plan in a SQLite file with the settings of service."""

    def __init__(self, folder: Path, n: int) -> None:
        self.n = n
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(diagram(n)))
        self.spec = parser.get_spec("p")
        self.serializer = BpmnWorkflowSerializer()
        self.connection = sqlite3.connect(folder / f"spiff-{n}.sqlite3", isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")

    def new_case(self, corrections: int = 0) -> int:
        """A case whose acceptance was gone back to so many times and whose opinions are now open; gives its id."""
        workflow = BpmnWorkflow(self.spec)
        workflow.do_engine_steps()
        case = self._keep(self.serializer.serialize_json(workflow))
        for turn in range(corrections + 1):
            self.complete(case, "accept", **{AGAIN: turn < corrections})
        return case

    def copy(self, case: int) -> int:
        """Another case that stands just so; gives its id."""
        return self._keep(self._body(case))

    def complete(self, case: int, task: str, **data: object) -> None:
        """One task done, in one transaction."""
        self.connection.execute("BEGIN IMMEDIATE")
        workflow = self._read(case)
        ready = workflow.get_tasks(state=TaskState.READY, spec_name=task)
        ready[0].data.update(data)
        ready[0].run()
        workflow.do_engine_steps()
        body = self.serializer.serialize_json(workflow)
        self.connection.execute("UPDATE kept SET body = ? WHERE id = ?", [body, case])
        self.connection.execute("COMMIT")

    def give_opinions(self, case: int) -> None:
        """Every opinion of the case."""
        for number in range(self.n):
            self.complete(case, f"n{number}")

    def open_tasks(self, case: int) -> list[str]:
        """The names of the tasks that are open now."""
        ready = self._read(case).get_tasks(state=TaskState.READY)
        return sorted(task.task_spec.name for task in ready)

    def _keep(self, body: str) -> int:
        row = self.connection.execute("INSERT INTO kept (body) VALUES (?) RETURNING id", [body])
        return int(row.fetchone()[0])

    def _body(self, case: int) -> str:
        return str(
            self.connection.execute("SELECT body FROM kept WHERE id = ?", [case]).fetchone()[0]
        )

    def _read(self, case: int) -> Any:
        return self.serializer.deserialize_json(self._body(case))

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
