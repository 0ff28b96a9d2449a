"""Projects of other programs: what comes in from them, and what goes out to them."""
