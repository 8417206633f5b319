"""Supple: a local-first guided back-mobility coach.

The rooms, from the top: web and cli, app, store and report, journal, session, safety and body,
knowledge, base. Imports point down that list only.
"""
