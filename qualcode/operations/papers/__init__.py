"""What one can do about what is kept for papers: versions of the codebook, other tools, checklists."""
