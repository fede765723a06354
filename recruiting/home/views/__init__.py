"""Pages of the roof: sign-in, Today, settings, log, progress, health."""
