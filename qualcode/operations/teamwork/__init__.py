"""What one can do as a team: roles, rounds, copies for coders, settled readings."""
