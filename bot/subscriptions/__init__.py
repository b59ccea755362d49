"""The address at which somebody's calendar reads what is booked."""
