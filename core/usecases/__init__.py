"""One public function for each intention: load, ask the pure rule, save, tell, return what happened."""
