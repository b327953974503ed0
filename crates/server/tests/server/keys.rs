//! The centre's keys lie apart from its database, and it opens with its own alone.

use crate::program::{json, run};
use crate::support::{TestCentre, admin, pack};
use clerk_domain::clock::SharedClock;
use clerk_protocol::WindowKey;
use clerk_server::{Server, ServerError, SqliteRepository};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const FILES: [&str; 3] = ["signing.key", "sealing.key", "clearance.key"];

type Opened = Result<Server<SqliteRepository>, ServerError>;

async fn open(centre: &TestCentre, data: &Path, keys: &Path) -> Opened {
    let clock = centre.clock.clone();
    let clock: SharedClock = Arc::new(move || clock.now());
    clerk_server::open(data, keys, clock, [3; 32]).await
}

/// Whoever has the database alone signs nothing, opens nothing and clears nothing.
#[tokio::test]
async fn the_database_holds_no_key_of_the_centre() {
    let centre = TestCentre::new().await;
    centre.desk("shangwu-01").await;
    centre.server.publish(&admin(), &pack(2)).await.unwrap();
    let keys = FILES.map(|name| {
        let text = fs::read_to_string(centre.folder.path().join("keys").join(name)).unwrap();
        (hex::decode(text.trim()).unwrap(), text.trim().to_owned())
    });
    let signing = WindowKey::from_bytes(keys[0].0.as_slice().try_into().unwrap()).unwrap();
    assert_eq!(signing.public_key(), centre.server.public_key());
    let mut public_seen = false;
    for file in ["centre.db", "centre.db-wal"] {
        let bytes = fs::read(centre.folder.path().join(file)).unwrap();
        let has = |part: &[u8]| bytes.windows(part.len()).any(|at| at == part);
        public_seen |= has(centre.server.public_key().as_bytes());
        for (raw, text) in &keys {
            assert!(!has(raw) && !has(text.as_bytes()), "{file}");
        }
    }
    assert!(public_seen, "looked where it lies");
}

#[tokio::test]
async fn a_centre_opens_with_its_own_keys_alone() {
    let centre = TestCentre::new().await;
    let folder = TempDir::new().unwrap();
    let (own, elsewhere) = (centre.folder.path().join("keys"), folder.path().join("elsewhere"));
    let code = async |keys: &Path| {
        open(&centre, centre.folder.path(), keys).await.err().map(|error| error.code())
    };
    // Not made anew where the database knows a centre.
    assert_eq!(code(&elsewhere).await, Some("key_missing"));
    assert!(!elsewhere.exists());
    let stranger = folder.path().join("stranger");
    open(&centre, &stranger, &stranger).await.unwrap();
    assert_eq!(code(&stranger).await, Some("key_foreign"));
    // Moved to another disk; a restored database finds them again.
    fs::rename(&own, &elsewhere).unwrap();
    assert_eq!(code(&own).await, Some("key_missing"));
    let opened = open(&centre, centre.folder.path(), &elsewhere).await.unwrap();
    assert_eq!(opened.public_key(), centre.server.public_key());
    opened.begin_epoch().await.unwrap();
    assert_eq!(code(&elsewhere).await, None);
}

#[test]
fn the_program_takes_the_keys_folder_and_says_what_to_do_without_it() {
    let top = TempDir::new().unwrap();
    let (data, keys) = (top.path().join("data"), top.path().join("keys"));
    let keys_text = keys.to_str().unwrap();
    json(&data, &["demo", "--json", "--keys", keys_text]);
    assert!(!data.join("keys").exists());
    assert!(FILES.iter().all(|name| keys.join(name).is_file()));
    let code = run(&data, &["--keys", keys_text, "code", "shangwu-03"]);
    assert!(code.status.success());
    let refused = run(&data, &["code", "shangwu-03"]);
    assert_eq!(refused.status.code(), Some(3));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("[key_missing]") && told.contains("signing.key"), "{told}");
    assert!(told.contains("--keys") && told.contains("backup"), "{told}");
    // Without another word they lie in the data folder.
    let data = top.path().join("usual");
    json(&data, &["demo", "--json"]);
    assert!(FILES.iter().all(|name| data.join("keys").join(name).is_file()));
}
