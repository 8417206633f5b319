"""The twin: a technique or a bare load on the spine of one person or a thousand, and what it does there."""
