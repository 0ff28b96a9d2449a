"""What lasts while a project is open: session, long steps, work in the background, and preferences."""
