"""Exchange with other programs: what window and command share."""
