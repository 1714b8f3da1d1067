"""Who is signed in, how they stay so, and where their secrets lie."""
