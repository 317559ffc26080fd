"""The example episode: in an installed package beside this module, in a checkout under `examples/`."""

from pathlib import Path

from kapfhir.model import Episode
from kapfhir.reading import read

__all__ = ["jane"]

PLACES = (Path(__file__).with_name("jane.json"), Path(__file__).parents[3] / "examples" / "jane.json")


def jane() -> Episode:
    """Jane, a full course of five sessions; fictional."""
    return read(next(path for path in PLACES if path.exists()))
