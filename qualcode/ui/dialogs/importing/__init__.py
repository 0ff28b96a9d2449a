"""The parts of the import dialog: its files, speakers, columns and details."""
