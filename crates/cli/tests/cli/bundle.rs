//! A sync by files, with both programs, while the centre serves other windows.

use crate::common::{Ran, desk};
use serde_json::{Value, json};

/// An annual inspection, which anybody at the window may issue.
pub fn inspection() -> Value {
    json!({
        "item": "zhijian-01", "action": "renew",
        "applicant": {
            "kind": "enterprise", "name": "徐州样本检测有限公司",
            "number": "91320300YB0000016E", "phone": "",
        },
        "form": {}, "materials": "complete",
    })
}

#[test]
fn a_request_is_carried_to_the_centre_and_its_reply_back() {
    let (dir, centre, window) = desk("zhijian-01", "zhijian-chief");
    let place = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (request, reply) = (place("request"), place("reply"));
    let case = window.receive(&inspection());
    window.json(&["accept", &case]);
    assert_eq!(window.run(&["bundle", "waiting"]).text(), "没有在等答复的请求\n");

    let exported = window.json(&["bundle", "export", &request]);
    assert_eq!((&exported["acts"], &exported["left"]), (&json!(2), &json!(0)));
    assert_eq!(exported["file"], json!(request));
    assert_eq!(window.refusal(2, &["bundle", "export", &request])["code"], "bundle_file_exists");
    let nowhere = window.refusal(3, &["bundle", "export", "/nowhere/file"]);
    assert_eq!(nowhere["code"], "bundle_file_failed");
    let waiting = window.run(&["--lang", "en", "bundle", "waiting"]).text().to_owned();
    assert!(waiting.starts_with("a request with 2 acts waits"), "{waiting}");

    let import = |file: &str, reply: &str| {
        centre.run(&["bundle", "import", file, "--reply", reply, "--json"])
    };
    let taken = import(&request, &reply).json();
    assert_eq!((&taken["window"], &taken["taken"]["accepted"]), (&json!("zhijian-01"), &json!(2)));
    assert_eq!(taken["taken"]["refused"], json!([]));
    let refused = |ran: Ran, words: &[&str]| {
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        for word in words {
            assert!(ran.err.contains(word), "{word}: {}", ran.err);
        }
    };
    let other = place("other");
    refused(import(&request, &other), &["[bundle_replayed]", "导入过", "taken in already at 20"]);
    refused(import(&request, &reply), &["--overwrite"]);
    refused(import(&reply, &other), &["[bundle_wrong_way]"]);
    refused(import("/no/such/file", &other), &["/no/such/file"]);
    refused(import(&request, "/nowhere/reply"), &["/nowhere/reply"]);
    // Lost on its way: the same bytes again, by the request or by its digest.
    let first = std::fs::read(&reply).unwrap();
    for named in [&request, taken["digest"].as_str().unwrap()] {
        let again = ["bundle", "reply", named, "--reply", &reply, "--overwrite"];
        let text = centre.run(&again).text().to_owned();
        assert!(text.starts_with("zhijian-01 ") && text.ends_with(&format!("{reply}\n")), "{text}");
        assert_eq!(std::fs::read(&reply).unwrap(), first);
    }
    let none = "00".repeat(32);
    refused(centre.run(&["bundle", "reply", &none, "--reply", &other]), &[&none]);
    assert!(!std::fs::exists(&other).unwrap());

    assert_eq!(window.refusal(2, &["bundle", "import", &request])["code"], "bundle_wrong_way");
    assert_eq!(window.refusal(2, &["bundle", "import", &other])["code"], "file_unreadable");
    let imported = window.json(&["bundle", "import", &reply]);
    assert_eq!((&imported["accepted"], &imported["outbox"]), (&json!(2), &json!(0)));
    let refusal = window.refusal(2, &["bundle", "import", &reply]);
    assert_eq!(refusal["code"], "bundle_replayed");
    let day = &refusal["detail"].as_str().unwrap()[..10];
    assert!(refusal["message"].as_str().unwrap().contains(day), "{refusal}");
    assert!(window.json(&["bundle", "waiting"]).is_null());

    // What is told to people, of a second exchange.
    window.json(&["issue", &case]);
    let text = window.run(&["bundle", "export", &request, "--overwrite"]).text().to_owned();
    assert!(text.contains("1 项"), "{text}");
    let import = ["bundle", "import", &request, "--reply", &reply, "--overwrite"];
    let text = centre.run(&import).text().to_owned();
    assert!(text.contains("1 entries new, 0 held before"), "{text}");
    let text = window.run(&["--lang", "en", "bundle", "import", &reply]).text().to_owned();
    assert!(text.starts_with("The centre took in 1 acts, 0 for the supervisor"), "{text}");
    // And a sync over the network goes on from there.
    assert_eq!(window.json(&["sync"])["outbox"], 0);
}
