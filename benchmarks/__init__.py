"""How fast `mlorg` is beside SimPy models that do less: run `python -m benchmarks`."""
