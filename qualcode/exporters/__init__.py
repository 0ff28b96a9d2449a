"""Files that people take away: values go in, a whole file comes out or none. No database, no counting."""
