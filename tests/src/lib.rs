//! Tests that cross rooms are in `tests/tests/`; this library is empty on purpose.
