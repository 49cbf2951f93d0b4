"""What many reports say together: the same story reprinted, sources graded."""
