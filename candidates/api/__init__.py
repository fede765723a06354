"""The API of jobs and candidates: a module a noun, which parses, calls one action and shows."""
