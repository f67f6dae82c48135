"""How long each table keeps what it holds."""
