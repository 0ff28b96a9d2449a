"""What one can do with participants and speakers, and with what is recorded and written of them."""
