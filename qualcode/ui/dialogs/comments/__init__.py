"""What the team says to each other: threads of comments, read and answered."""
