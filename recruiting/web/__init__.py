"""What every page shares: forms that call actions, parts for htmx, lists, component tags, registries, error pages."""
