//! Values of the domain to columns and back.

use crate::error::ServerError;
use crate::repository::Result;
use chrono::{DateTime, Utc};
use clerk_domain::appointment::Attested;
use clerk_domain::digest::Digest;

/// A number for a column. No place or counter ever comes near the bound.
pub(super) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A number from a column.
pub(super) fn to_u64(value: i64) -> Result<u64> {
    u64::try_from(value).map_err(|_| ServerError::Damaged("number"))
}

/// A number from a column.
pub(super) fn to_u32(value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| ServerError::Damaged("number"))
}

/// An instant from a column.
pub(super) fn to_instant(value: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_millis(value).ok_or(ServerError::Damaged("time"))
}

/// Bytes of a known length from a column.
pub(super) fn to_bytes<const N: usize>(value: Vec<u8>) -> Result<[u8; N]> {
    value.try_into().map_err(|_| ServerError::Damaged("byte string"))
}

/// A digest from a column.
pub(super) fn to_digest(value: Vec<u8>) -> Result<Digest> {
    to_bytes(value).map(Digest)
}

/// What the centre says, as it is kept.
pub(super) fn statement<T: serde::de::DeserializeOwned>(text: &str) -> Result<Attested<T>> {
    serde_json::from_str(text).map_err(|_| ServerError::Damaged("register"))
}

/// A list of texts as one bound value.
pub(super) fn json_list(texts: impl Iterator<Item = String>) -> String {
    serde_json::Value::from_iter(texts).to_string()
}
