"""Commands that ask: matrices, pictures, reports, searches, and the queries that are kept."""
