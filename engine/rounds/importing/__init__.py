"""Case files made from what a survey tool exports."""
