"""Windows that ask for something and close: each a skin over values that are tested without it."""
