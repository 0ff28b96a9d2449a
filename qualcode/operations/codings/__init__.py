"""What one can do with codings and highlights: apply, change, move and import them."""
