"""The team: rounds of coding, copies for coders, and what comes home."""
