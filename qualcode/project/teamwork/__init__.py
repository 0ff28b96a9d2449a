"""A project in a team: copies given and returned, shared folders, servers and their passwords."""
