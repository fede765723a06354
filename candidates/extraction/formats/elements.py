"""HTML's elements by what they do to the text in them."""

BLOCKS = frozenset(
    """
    address article aside blockquote body center caption dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section summary
    table tbody td tfoot th thead tr ul
    """.split()
)
"""Begin and end a line."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
