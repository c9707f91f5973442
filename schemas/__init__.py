"""What crosses a folder border: frozen pydantic models that import nothing else of the product."""
