"""Describing a job: from a template to an open job, with the guards beside its words."""
