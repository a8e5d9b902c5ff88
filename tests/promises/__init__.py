"""The promises that the platform makes to everybody who uses it, each as a test over the whole house."""
