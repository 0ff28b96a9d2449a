"""A project of another program made a study, in the identities of its file."""
