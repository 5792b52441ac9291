"""Stories about smart-city initiatives go in; a table whose every cell points at its words comes out."""
