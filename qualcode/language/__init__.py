"""Words and sentences, found by spaCy without a downloaded model, as positions in a text."""
