"""What a run leaves behind: a folder that a colleague can read, check and repeat a year later."""
