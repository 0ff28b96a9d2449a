"""What can be done: a study and an intention go in, a change set comes out. Nothing is saved here."""
