"""What papers tell of a study besides its figures: saturation, and how versions of the codebook differ."""
