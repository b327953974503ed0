//! Licences checked by real signatures.

#[cfg(test)]
mod verdicts;
