"""The page without a project: recent projects, the sample, and a new one."""
