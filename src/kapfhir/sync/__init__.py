"""Exactly once in effect: bundles to a FHIR server and back, whoever made them. Knows nothing of the mapping."""

from kapfhir.sync.comparison import compare, paths
from kapfhir.sync.connection import Connection, Reconciliation, connect
from kapfhir.sync.ledger import default_ledger
from kapfhir.sync.planning import Plan, Step
from kapfhir.sync.pushing import Receipt

__all__ = ["Connection", "Plan", "Receipt", "Reconciliation", "Step", "compare", "connect", "default_ledger", "paths"]
