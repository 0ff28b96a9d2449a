"""Words as people type, spell and read them: letters, names, numbers in words. Nothing here knows a study."""
