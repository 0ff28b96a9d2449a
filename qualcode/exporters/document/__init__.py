"""Documents: what stands in them as plain values, and one writer each for Word, HTML and PDF."""
