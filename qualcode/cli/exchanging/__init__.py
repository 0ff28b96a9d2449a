"""Commands that read and write projects of other programs."""
