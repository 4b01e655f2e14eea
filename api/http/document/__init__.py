"""What the OpenAPI document says beyond shapes: read from the code and the tables, so that it cannot drift."""
