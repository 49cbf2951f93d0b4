"""Reading over many cores and machines."""
