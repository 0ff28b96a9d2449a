"""The migrations, a module for each, in the order of their numbers."""
