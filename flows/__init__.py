"""One flow a file, read as prose."""
