"""Two coders’ readings side by side, and what is settled about them."""
