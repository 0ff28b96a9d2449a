"""What can be learnt from a study: a study and a question go in, a matrix or figures come out."""
