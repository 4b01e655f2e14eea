"""常培训: organisation life and training, in the hall, on video and far away."""
