"""The page of reports: codebook, framework, participants, transcripts, and what is saved of them."""
