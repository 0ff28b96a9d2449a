"""What keeps foreign files in bounds: which are opened, how much of them, and for how long."""
