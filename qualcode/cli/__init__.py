"""The command ``qualcode``: reads options, calls what the window calls too, and says what it did."""
