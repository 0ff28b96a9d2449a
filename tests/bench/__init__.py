"""The benchmark: figures of speed and memory, each with a floor measured in the same run."""
