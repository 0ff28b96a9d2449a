"""The page that counts codes against codes, people and groups."""
