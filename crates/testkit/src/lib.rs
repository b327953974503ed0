//! Clock, seeded randomness, builders, a faulty network
