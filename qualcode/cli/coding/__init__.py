"""Commands about codes and codings."""
