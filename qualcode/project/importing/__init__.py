"""From chosen files to a step in the history: reading, settling speakers, and the import itself."""
