"""The pages of a company's licenses: all of them, then one."""
