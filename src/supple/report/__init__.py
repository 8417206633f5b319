"""Tells others what was noted: charts, a page for a professional, CSV and FHIR. Pure."""
