//! Bytes in chunks to a table and notes; a bad feature never loses the file.
