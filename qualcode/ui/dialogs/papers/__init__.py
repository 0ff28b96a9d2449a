"""Windows about what papers need: versions of the codebook, other tools, checklists, and reasons."""
