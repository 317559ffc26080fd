"""A FHIR server: its address, what it says it can do, and the few interactions that a sync is made of."""

from kapfhir.server.capabilities import Capabilities
from kapfhir.server.client import Client

__all__ = ["Capabilities", "Client"]
