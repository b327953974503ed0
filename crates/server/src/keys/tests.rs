use super::{CLEARANCE, CentreKeys, PublicKeys, SEALING, SIGNING};
use crate::error::ServerError;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FILES: [&str; 3] = [SIGNING, SEALING, CLEARANCE];

fn open(folder: &Path, known: Option<&PublicKeys>, seed: u8) -> Result<PublicKeys, ServerError> {
    let keys = CentreKeys::open(folder, known, &mut StdRng::from_seed([seed; 32]))?;
    Ok(keys.public())
}

/// Every file of a folder, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let named = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()));
    named.collect()
}

fn made(folder: &Path) -> PublicKeys {
    open(folder, None, 1).unwrap()
}

#[test]
fn three_keys_are_made_once_and_never_written_over() {
    let top = TempDir::new().unwrap();
    let folder = top.path().join("not/there/yet");
    let keys = made(&folder);
    let held = files(&folder);
    assert_eq!(held.keys().map(String::as_str).collect::<Vec<_>>(), [CLEARANCE, SEALING, SIGNING]);
    for text in held.values() {
        let line = std::str::from_utf8(text).unwrap().strip_suffix('\n').unwrap();
        assert_eq!(hex::decode(line).unwrap().len(), 32);
    }
    assert_ne!(held[SIGNING], held[SEALING]);
    assert_ne!(keys.signing, keys.sealing);
    assert_eq!(open(&folder, Some(&keys), 2).unwrap(), keys);
    // A first start that broke off before the database knew of it.
    assert_eq!(open(&folder, None, 2).unwrap(), keys);
    fs::remove_file(folder.join(SEALING)).unwrap();
    let other = open(&folder, None, 2).unwrap();
    assert_eq!((&other.signing, other.clearance), (&keys.signing, keys.clearance));
    assert_ne!(other.sealing, keys.sealing);
}

#[test]
fn a_file_that_lacks_or_is_not_the_centres_is_named_and_nothing_is_made() {
    let top = TempDir::new().unwrap();
    let (folder, other) = (top.path().join("keys"), top.path().join("other"));
    let keys = made(&folder);
    open(&other, None, 2).unwrap();
    let whole = files(&folder);
    for name in FILES {
        let path = folder.join(name);
        let text = String::from_utf8(whole[name].clone()).unwrap();
        let not_keys =
            ["", "\n", &text[1..], &format!("{text}00"), &text.replace(&text[..2], "zz")];
        let mut cases: Vec<(Option<String>, &str)> =
            not_keys.map(|text| (Some(text.to_owned()), "key_damaged")).into();
        cases.push((None, "key_missing"));
        cases.push((Some(fs::read_to_string(other.join(name)).unwrap()), "key_foreign"));
        for (text, code) in cases {
            match &text {
                Some(text) => fs::write(&path, text).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            let before = files(&folder);
            let refused = open(&folder, Some(&keys), 3).unwrap_err();
            let told = refused.to_string();
            assert_eq!(refused.code(), code, "{name}: {text:?}");
            assert!(told.starts_with(&format!("[{code}] ")) && told.contains(name), "{told}");
            assert!(told.contains("put") && told.contains("放回"), "{told}");
            assert_eq!(files(&folder), before);
        }
        fs::write(&path, &whole[name]).unwrap();
    }
    // No SM2 key: no scalar of the curve.
    fs::write(folder.join(SIGNING), "0".repeat(64)).unwrap();
    assert_eq!(open(&folder, Some(&keys), 3).unwrap_err().code(), "key_damaged");
    // A disk that is not mounted.
    let none = top.path().join("none");
    assert_eq!(open(&none, Some(&keys), 3).unwrap_err().code(), "key_missing");
    assert!(!none.exists());
    let file = top.path().join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(open(&file, None, 3).unwrap_err().code(), "key_file");
}

#[test]
fn programs_that_begin_at_once_make_one_set_of_keys() {
    for _ in 0..20 {
        let top = TempDir::new().unwrap();
        let all = std::thread::scope(|scope| {
            let folder = top.path();
            let begun: Vec<_> = (1..=4)
                .map(|seed| scope.spawn(move || open(folder, None, seed).unwrap()))
                .collect();
            begun.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        assert!(all.iter().all(|keys| keys == &all[0]));
        assert_eq!(open(top.path(), Some(&all[0]), 9).unwrap(), all[0]);
    }
}

#[cfg(unix)]
#[test]
fn others_may_not_read_them_whoever_made_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let top = TempDir::new().unwrap();
    let folder = top.path().join("keys");
    let keys = made(&folder);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let check = || {
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(FILES.map(|name| mode(&folder.join(name))), [0o600; 3]);
    };
    check();
    for name in FILES {
        fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o644)).unwrap();
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    open(&folder, Some(&keys), 1).unwrap();
    check();
}
