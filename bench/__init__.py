"""Accuracy measured from the outside: from an audit.json and from what is true."""
