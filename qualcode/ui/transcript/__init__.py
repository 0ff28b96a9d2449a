"""A transcript on the screen: text and margin stripes, selecting, and what screen readers hear."""
