"""What window and command write about a study: questions answered, reports saved and run again."""
