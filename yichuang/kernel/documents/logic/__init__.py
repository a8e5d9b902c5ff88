"""What decides in the room of documents: real types of files, templates, layout, numbers. No Django models."""
