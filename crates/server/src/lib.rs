//! The central server
