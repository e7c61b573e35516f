"""Who is told what about an account: a module for each noun, all loaded at start."""
