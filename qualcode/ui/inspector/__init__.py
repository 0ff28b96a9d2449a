"""The panel at the right: what is coded at the cursor, the code, and the transcript."""
