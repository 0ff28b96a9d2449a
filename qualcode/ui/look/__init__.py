"""How the window looks: theme, icons, and the size of everything."""
