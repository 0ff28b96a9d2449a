"""What holds in every study, and the sentences about what does not."""
