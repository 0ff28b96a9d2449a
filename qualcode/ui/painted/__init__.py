"""Frames, buttons and handles that paint their own ground.

An application-wide style sheet would say the same in fewer lines, but Qt then works out again for every
widget, at every level above it and each time it is moved, which rules hold for it: pages took three
times as long to build and to show.
"""
