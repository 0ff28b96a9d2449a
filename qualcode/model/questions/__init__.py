"""What can be asked of a study: one frozen value of names, words and numbers for each kind of output.

A command, a page, a saved report and what a page remembers all fill the same value. A name may be
written as the identity of what it stands for (``#0192…``), which outlives another name.
"""
