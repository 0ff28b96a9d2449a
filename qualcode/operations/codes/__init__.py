"""What one can do with the codebook: codes, their sets and structure, and codebooks from files."""
