"""How alembic reaches the database: by the connection it is handed, or by the API's settings."""

from alembic import context
from sqlalchemy import Connection

from api.database import open_database
from api.models import Base
from api.settings import Settings


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_by_hand() -> None:
    database = open_database(Settings().database)
    with database.engine.execution_options(writes=True).begin() as connection:
        run(connection)
    database.close()


connection = context.config.attributes.get("connection")
if connection is None:
    run_by_hand()
else:
    run(connection)
