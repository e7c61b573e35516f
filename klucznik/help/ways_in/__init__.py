"""The questions and doors of the guide, by what stands in the way."""
