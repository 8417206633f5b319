"""Alembic migrations, packed with the program."""
