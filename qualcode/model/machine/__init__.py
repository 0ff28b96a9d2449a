"""What surrounds a project on its computer: addresses, names of files, rights, refusals, traces."""
