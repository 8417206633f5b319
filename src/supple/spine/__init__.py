"""The simulated spine: motion segments, the chain of them, its people, its loads and its equilibrium."""
