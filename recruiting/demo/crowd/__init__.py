"""A demo as large as somebody likes: people composed of parts, and what they leave in the database."""
