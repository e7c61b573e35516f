"""The pages of the vendor's staff, one module for each entry of the bar."""
