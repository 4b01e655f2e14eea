"""An invented township to look around in: pure data, the same for the same day, dates relative to that day."""
