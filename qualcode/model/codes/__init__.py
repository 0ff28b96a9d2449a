"""What is told of codes and codebooks: names, numbers, colours, versions, keys and weights."""
