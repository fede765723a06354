"""Forms of the settings and sign-in pages, one module a noun."""
