"""A project, the only thing that moves, and the functions that window and command line share."""
