#!/usr/bin/env python3
"""Build, start and stop a HAPI FHIR JPA server on loopback. Needs Java 17+ and Maven.

    hapi.py build                                  does nothing where this source is already built
    hapi.py start [--fhir r4|r5] [--port N] [--db FILE] [--set validate-requests=true ...]   prints the base url
    hapi.py stop [--port N]

Tests use `with running() as url`. Only a process that this module started is ever stopped.
"""

import argparse
import contextlib
import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from http import HTTPStatus
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kapfhir" / "hapi"
JAR = "kapfhir-hapi-server.jar"
JAVA_OPTS = os.environ.get("HAPI_JAVA_OPTS", "-Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC").split()


class HapiError(Exception):
    """The server could not be built or started; the message ends with its log."""


def source_hash() -> str:
    sources = [HERE / "pom.xml", *sorted(path for path in (HERE / "src").rglob("*") if path.is_file())]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


def build() -> Path:
    """The jar of exactly this source: built beside its place, then moved there, so that a half build is never used."""
    built = CACHE / source_hash()
    if not (built / JAR).exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix="building-", dir=CACHE))
        options = os.environ.get("HAPI_MVN_OPTS", "").split()
        command = ["mvn", "-q", "-B", *options, f"-Dserver.output={unfinished}", "package"]
        try:
            if subprocess.run(command, check=False, cwd=HERE, stdout=sys.stderr).returncode:
                raise HapiError("Maven failed")
            with contextlib.suppress(OSError):  # another process was faster
                unfinished.rename(built)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return built / JAR


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def status(port: int) -> int | None:
    """The status of GET /fhir/metadata, or None while nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/fhir/metadata", headers={"Accept": "application/fhir+json"})
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def launch(port: int, fhir: str, db: Path | None, switches: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    command = ["java", *JAVA_OPTS, f"-Dfhir={fhir}", *(f"-Dhapi.{switch}" for switch in switches)]
    command += [f"-Dhapi.db={db.resolve()}"] if db else []
    command += ["-jar", str(build()), "--server.address=127.0.0.1", f"--server.port={port}"]
    with log.open("wb") as out:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )


def wait(server: subprocess.Popen[bytes], port: int, log: Path, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    answer = None
    while server.poll() is None and answer is None and time.monotonic() < deadline:
        time.sleep(0.2)
        answer = status(port)
    if answer != HTTPStatus.OK or server.poll() is not None:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-40:])
        raise HapiError(f"no CapabilityStatement on port {port} (status {answer}, exit {server.poll()})\n{tail}")


@contextlib.contextmanager
def running(fhir: str = "r4", switches: Sequence[str] = (), timeout: float = 180) -> Iterator[str]:
    """The base url of a server with an empty database in memory, on a free port; gone afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="kapfhir-hapi-") as folder:
        log = Path(folder) / "log"
        server = launch(port, fhir, None, switches, log)
        try:
            wait(server, port, log, timeout)
            yield f"http://127.0.0.1:{port}/fhir"
        finally:
            stop_process(server.pid)
            server.wait()  # it is gone; this tells the Popen so


def pid_file(port: int) -> Path:
    return CACHE / f"run-{port}.pid"


def ours(port: int) -> int | None:
    """The pid of the server that `start` started on this port, or None."""
    try:
        pid = int(pid_file(port).read_text())
        if Path("/proc/self").exists() and JAR.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes():
            return None  # the pid is someone else's by now
        return pid if alive(pid) else None
    except (OSError, ValueError):
        return None


def alive(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):  # started by an earlier run
        os.waitpid(pid, os.WNOHANG)  # our child may be a zombie
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def stop_process(pid: int) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + 20
        if alive(pid):
            os.kill(pid, how)
        while alive(pid) and time.monotonic() < deadline:
            time.sleep(0.1)


def start(fhir: str, port: int, db: Path | None, switches: Sequence[str], timeout: float) -> None:
    if ours(port) or status(port):
        raise HapiError(f"port {port} is taken" + (f" by our own server, pid {ours(port)}" if ours(port) else ""))
    build()
    log, began = CACHE / f"run-{port}.log", time.monotonic()
    server = launch(port, fhir, db, switches, log)
    pid_file(port).write_text(str(server.pid))
    try:
        wait(server, port, log, timeout)
    except HapiError:
        stop(port)
        raise
    print(f"http://127.0.0.1:{port}/fhir")  # noqa: T201  # a program for the terminal
    seconds = time.monotonic() - began
    print(f"{fhir}, pid {server.pid}, up in {seconds:.0f} s, log {log}", file=sys.stderr)  # noqa: T201


def stop(port: int) -> None:
    if pid := ours(port):
        stop_process(pid)
    pid_file(port).unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("build")
    starting = verbs.add_parser("start")
    starting.add_argument("--fhir", choices=["r4", "r5"], default="r4")
    starting.add_argument("--port", type=int, default=8080)
    starting.add_argument("--db", type=Path, metavar="FILE", help="keep the database in FILE.mv.db; default: memory")
    starting.add_argument("--set", dest="switches", action="append", default=[], metavar="SWITCH=VALUE")
    starting.add_argument("--timeout", type=float, default=180)
    verbs.add_parser("stop").add_argument("--port", type=int, default=8080)
    arguments = vars(parser.parse_args())
    actions: dict[str, Callable[..., object]] = {"build": build, "start": start, "stop": stop}
    try:
        actions[arguments.pop("verb")](**arguments)
    except HapiError as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
