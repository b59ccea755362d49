"""Having one's own data erased: shown and asked for, stopped, and carried out when its time has come (PPL-5)."""
