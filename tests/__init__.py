"""qualcode's tests, laid out as the package is, with what they share in ``support``."""

import os
import sys

# Where nothing that was compiled is kept, as in many containers, every Python that a test starts would
# compile the whole program again, and so would each process of the tests itself: this comes before all of it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
