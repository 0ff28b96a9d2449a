"""How far coders agree: counts of what each coded, coefficients, unitizing, sets of codes, and intervals.

Nothing here makes an array of characters: lengths are added up over the sorted ends of passages.
"""
