"""What people type about clients and shares, one module for each matter."""
