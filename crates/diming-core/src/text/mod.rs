//! What a Chinese name is made of: forms, readings, numbers.
