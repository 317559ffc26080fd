"""An episode to FHIR R4 and back: one pair of functions per resource, `to_fhir` and `from_fhir`.

The law: `from_bundle(to_bundle(e))` is `e.shared()`, to the byte; and what `unread` does not give back, it leads to.
"""

from kapfhir.mapping.beside import unread
from kapfhir.mapping.bundle import from_bundle, to_bundle, withheld

__all__ = ["from_bundle", "to_bundle", "unread", "withheld"]
