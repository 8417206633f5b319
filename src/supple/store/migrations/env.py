"""Alembic's entry: runs on the connection that the store hands over, in its transaction."""

from alembic import context

from supple.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
context.run_migrations()
