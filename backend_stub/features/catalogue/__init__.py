"""What is on offer: categories, listings, reviews, and finding them."""
