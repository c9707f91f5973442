"""Pure functions on Chinese text: punctuation, numerals, dates, codes, names, contacts. No I/O, no notice, no thresholds of law."""
