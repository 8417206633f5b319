"""The only wiring: opens the store, loads knowledge, reads the clock, and offers the use-cases."""
