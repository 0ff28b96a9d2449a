"""qualcode's tests, laid out as the package is, with what they share in ``support``."""
