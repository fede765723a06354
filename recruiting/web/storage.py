"""How static files are stored for production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed copies, and `import` lines of our modules rewritten to the hashed names.

    Without the rewriting `import "./dom.js"` would load the unhashed copy beside the hashed one: two
    instances of one module, and a stale one after an upgrade.
    """

    support_js_module_import_aggregation = True
