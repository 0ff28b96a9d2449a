"""The page on which passages are looked for by words, codes, speakers and attributes."""
