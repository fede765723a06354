"""The one Content-Security-Policy of all pages. A page that needs more does not exist yet; keep it so."""

from csp.constants import NONE, SELF

POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
"""Directives for django-csp: nothing by default, then our own origin per type; no inline code, no eval, no frames.

`data:` images are the QR code of the second factor. Tried with every library that is vendored (reference: frontend
1a); django-csp 4 only, Django 6 brings its own setting.
"""
