"""The agreement of coders, and the passages that they read differently, as files."""
