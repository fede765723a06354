"""Pages of jobs and candidates: a module a noun."""
