"""A network of codes that can be moved about on the screen."""
