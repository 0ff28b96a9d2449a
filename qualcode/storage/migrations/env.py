"""Alembic's entry: migrates on the connection that ``storage.migrate`` hands over."""

from alembic import context

from qualcode.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter most of a table in place; batch mode rebuilds it.
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
