//! The window's sync engine and HTTP client
