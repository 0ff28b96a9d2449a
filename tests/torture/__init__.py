"""What people and machines do to a project: damaged files, kills, full disks, copies, servers that go away.

A short form runs with the other tests; ``python -m tests.torture`` runs the long one.
"""
