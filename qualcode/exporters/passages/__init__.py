"""What people said and what is made of it as files: segments, frameworks, participants, memos."""
