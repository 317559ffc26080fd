"""Bundles: what HL7's validator asks of them, and in `servers` what goes wrong at a server."""

from kapfhir.validation.bundles.documents import document
from kapfhir.validation.bundles.entries import identities
from kapfhir.validation.bundles.searches import links
from kapfhir.validation.bundles.servers import requests

__all__ = ["document", "identities", "links", "requests"]
