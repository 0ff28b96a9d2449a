"""Every action of the window, declared once: name, key, menu and help come from the same line."""
