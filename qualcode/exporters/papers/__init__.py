"""What a paper needs as files: methods, audit trail, checklists, saturation, what has changed."""
