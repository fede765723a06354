"""The rule studio's pages."""
