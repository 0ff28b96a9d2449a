"""Tables that people bring along: codebooks, codings and attributes, as CSV or as a spreadsheet."""
