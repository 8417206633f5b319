"""Watching days and weeks: what was noted, what the habit rules make of it, what that leaves. Pure."""
