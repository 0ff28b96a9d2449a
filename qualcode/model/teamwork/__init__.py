"""Working as a team as values: roles, rounds, who may see what, readings and plans of merges."""
