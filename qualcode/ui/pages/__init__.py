"""The pages of the window, each with its choice, words and memory beside it, and what several share."""
