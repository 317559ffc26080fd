"""The atoms of UCUM, out of its own table as it is published, for `kapfhir.validation.terminology.units`."""

import json
from pathlib import Path
from xml.parsers import expat

TABLE = Path(__file__).resolve().parent.parent / "src" / "kapfhir" / "definitions" / "ucum-essence.xml"


def files() -> dict[str, str]:
    """Path below `definitions` -> text: prefixes, the atoms that take one, and the others."""
    made: dict[str, list[str]] = {"prefixes": [], "metric": [], "others": []}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "prefix":
            made["prefixes"].append(attributes["Code"])
        elif name == "base-unit" or (name == "unit" and attributes.get("isMetric") == "yes"):
            made["metric"].append(attributes["Code"])
        elif name == "unit" and "Code" in attributes and "isMetric" in attributes:
            made["others"].append(attributes["Code"])

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(TABLE.read_bytes(), True)
    lines = (f"{json.dumps(kind)}: {json.dumps(sorted(codes))}" for kind, codes in made.items())
    return {"both/ucum.json": "{\n" + ",\n".join(lines) + "\n}\n"}
