"""The texts, turns and codings that a question is about, joined into one long line to be counted along."""
