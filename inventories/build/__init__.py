"""The parts of the sample generator; ``inventories/build_samples.py`` puts them together."""
