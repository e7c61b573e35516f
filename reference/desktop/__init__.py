"""A desktop program in a terminal, with the menus of the GT and nexo lines, to try every flow of a license by hand."""
