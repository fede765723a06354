"""The roof over the REST API: what waits for people, and the log."""
