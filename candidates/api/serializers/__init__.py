"""What the API takes (…In) and shows (…Out) of each noun. None of them writes."""
