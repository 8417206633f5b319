"""Charts as SVG text, the same on a page and in print: print takes the attributes, pages the classes."""
