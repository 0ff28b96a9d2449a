"""Pictures for a paper, drawn with matplotlib: a module for each kind, on a sheet that fits its words."""
