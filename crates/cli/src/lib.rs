//! clerk: the desk without a screen
