"""Commands for working as a team: coders, roles, rounds, copies, agreement and what is settled."""
