"""What is tested over the whole house; what concerns one room is tested beside it."""
