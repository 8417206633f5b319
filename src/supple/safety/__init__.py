"""Screening, limits and stops. Pure; the only room that may decide that moving is all right."""
