"""The way over from Classic: proposed settings and mappings, what becomes of each setting, and the cutover."""
