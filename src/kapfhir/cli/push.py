"""`kapfhir push`: bring an episode or Bundle to a FHIR server, once, and read it back."""

from argparse import Namespace

from kapfhir.cli import arguments, readback, sources
from kapfhir.cli.connecting import connected_with_ledger
from kapfhir.cli.exits import FINE, REFUSED, Stop
from kapfhir.cli.output import json_line, tell, write
from kapfhir.cli.planning import planned, with_plan
from kapfhir.cli.progress import counting

__all__ = ["parser", "run"]


def parser() -> arguments.Parser:
    """The arguments."""
    made = arguments.of_verb("push", "kapfhir push examples/jane.json --server sandbox --create-patient")
    with_plan(made)
    return made


def run(given: Namespace) -> int:
    """Plan, push, read back, compare."""
    record = sources.record(given.source, notes=given.allow_psychotherapy_notes)
    expected = readback.expected(record)  # before anything is sent: what holds no episode cannot be read back
    with connected_with_ledger(given) as server:
        plan = planned(server, record, given)
        tell(str(plan))
        with counting() as progress:
            receipt = server.push(plan, progress=progress)
        tell(str(receipt))
        stored = server.pull(expected.identifier)
    differences = readback.differences(record.bundle, expected, stored)
    if differences or not receipt.ok:
        raise Stop(REFUSED, "\n".join(["read back: different", *differences]))
    count = len(record.bundle["entry"])
    if given.format == "json":
        read_back = {"equal": True, "resources": count}
        write(json_line({"plan": plan.to_json(), "receipt": receipt.to_json(), "readBack": read_back}))
    else:
        write(f"read back: equal ({count} resources)")
    if missing := plan.counts["missing"]:
        tell(
            f"still on the server, no longer in the record: {missing} resources; --retract marks them entered-in-error"
        )
    return FINE
