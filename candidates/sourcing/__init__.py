"""Where people come from: the guide's channels, the organisation's sources, and who recommended whom."""
