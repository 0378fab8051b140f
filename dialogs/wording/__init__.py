"""What is said of the facts: records, duties, agreements and updates put into words."""
