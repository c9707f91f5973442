"""Labelled values: what stands beside, under or behind a form's labels, wherever the layout puts them."""
