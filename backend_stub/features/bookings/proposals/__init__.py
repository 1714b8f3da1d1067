"""Moving a booking by agreement: one side proposes another time, the other accepts or declines it."""
