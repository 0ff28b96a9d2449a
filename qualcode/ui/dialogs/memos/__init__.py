"""The window of all memos: the list, what is written of one, and what it is linked to."""
