"""How fast the parts are, each measured next to something to compare it with: `python -m benchmarks`."""
