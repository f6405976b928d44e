"""Small ugly files, each beside what a careful reader should make of it."""
