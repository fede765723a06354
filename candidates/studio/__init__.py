"""Whatever runs rules beside the screening of one resume: trying, testing, impact, precision, publishing.

Pure: changes, judging, readers, snippets, comparing. The others speak to the database.
"""
