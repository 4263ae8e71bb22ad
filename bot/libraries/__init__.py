"""Where a library is told to do less than it does by itself."""
