"""Where our people are: by province and city, from home to there, and who is at one place together."""
