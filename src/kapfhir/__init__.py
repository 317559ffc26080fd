"""kapfhir."""
