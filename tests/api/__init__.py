"""The API, on SQLite and on PostgreSQL."""
