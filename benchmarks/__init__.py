"""How fast the library is, in ratios within one run, beside what a user would pick instead. See docs/speed.md."""
