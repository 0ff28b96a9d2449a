"""The page on which pictures are chosen, previewed and exported."""
