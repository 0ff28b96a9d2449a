"""REFI-QDA projects written strictly, or as another program wants them: study in, file out."""
