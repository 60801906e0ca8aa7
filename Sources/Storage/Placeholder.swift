// Placeholder until the station is written.
