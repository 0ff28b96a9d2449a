"""Who speaks when: labels, columns and times found in a text, and the turns that they make."""
