"""What a user would pick instead of this library, written as well as one would write it."""
