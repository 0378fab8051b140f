"""How a database is spoken to: connections, the writer, the readers, and copies."""
