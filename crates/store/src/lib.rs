//! The window's encrypted SQLite
