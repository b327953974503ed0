//! The use-cases of a window
