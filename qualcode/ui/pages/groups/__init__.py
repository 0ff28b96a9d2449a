"""The page that compares groups of people: tables, words, turns and networks."""
