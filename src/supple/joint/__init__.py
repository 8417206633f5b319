"""One joint that is pulled apart: film, bubble, gas and sound, until it could pop again."""
