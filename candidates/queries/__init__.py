"""What may be read of jobs and candidates. Functions that compose the querysets; nothing here writes."""
