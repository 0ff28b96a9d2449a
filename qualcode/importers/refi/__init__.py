"""REFI-QDA projects and codebooks of any program, read tolerantly: file in, model value out."""
