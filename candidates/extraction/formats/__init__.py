"""One reader a file: `read(data)` gives a Document or says why there is none. Only the sandboxed child runs them."""
