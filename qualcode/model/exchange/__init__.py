"""What is exchanged with other programs, as plain values: documents, positions, what is kept and told."""
