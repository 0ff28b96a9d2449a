"""How each kind of output is worded: its title, the facts it was made by, and the sentence of its caption.

Window, command, saved report and document all print what is said here, and nothing else.
"""
