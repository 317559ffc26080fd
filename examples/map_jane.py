"""Map the example to FHIR and back, and say what stays at the clinic."""

from collections import Counter
from pathlib import Path

import kapfhir

episode = kapfhir.read(Path(__file__).with_name("jane.json"))
bundle = kapfhir.to_bundle(episode)
for kind, count in Counter(entry["resource"]["resourceType"] for entry in bundle["entry"]).items():
    print(f"{count:5} {kind}")
print(f"{len(kapfhir.withheld(episode)):5} withheld")
assert kapfhir.dump(kapfhir.from_bundle(bundle)) == kapfhir.dump(episode.shared())
print(f"read back: equal ({len(bundle['entry'])} resources)")
