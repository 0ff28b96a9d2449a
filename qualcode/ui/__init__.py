"""The window, in rooms by where a person is. Qt is used here and nowhere else."""
