"""Whatever runs rules beside the screening of one resume: trying, testing, impact, precision, publishing.

Pure: changes, comparing, impacts, judging, precision, readers, snippets, splicing. The others speak to the database.
"""
