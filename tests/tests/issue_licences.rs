//! `clerk-demo issue-licences` prints no licence number that the window does not keep.

use clerk_tests::{Clerk, Server};

#[test]
fn every_number_printed_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&folder.path().join("centre"));
    let clerk = Clerk::at(&folder.path().join("window"), "zhijian-clerk");
    clerk.enroll(&server.url(), &server.code("zhijian-01"));
    let issued = clerk.issue_licences(3).output().unwrap();
    assert!(issued.status.success(), "{}", String::from_utf8_lossy(&issued.stderr));
    let printed = String::from_utf8(issued.stdout).unwrap();
    assert_eq!(printed.lines().count(), 3);
    assert_eq!(clerk.run(&["acknowledged"]).stdout, printed);
}
