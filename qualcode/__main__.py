"""``python -m qualcode``: the same as the command ``qualcode``."""

from qualcode.cli.main import main

main()
