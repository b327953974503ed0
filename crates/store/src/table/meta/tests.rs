use crate::sample::{Window, enrol, now, signed_pack, wang};
use chrono::TimeDelta;
use clerk_domain::ids::PersonId;

#[test]
fn an_enrolment_is_kept_and_belongs_to_one_window() {
    let mut window = Window::new("shangwu-03").reopen();
    assert_eq!(window.window_id().unwrap(), "shangwu-03".into());
    assert_eq!(window.window().unwrap(), "{\"id\":\"shangwu-03\"}");
    assert_eq!(window.device_token().unwrap(), "token");
    assert_eq!(window.secret_key().unwrap(), [9; 32]);
    assert_eq!(window.centre_key().unwrap(), "04");
    assert_eq!(window.sealing_key().unwrap(), "05");
    assert_eq!(window.pack().unwrap(), signed_pack(1));
    enrol(&mut window, "shangwu-03").unwrap();
    assert_eq!(enrol(&mut window, "shangwu-04").unwrap_err().code(), "window_differs");
    assert_eq!(window.window_id().unwrap(), "shangwu-03".into());
}

#[test]
fn packs_contacts_and_people_are_kept() {
    let mut window = Window::new("shangwu-03");
    window.set_pack(&signed_pack(7)).unwrap();
    assert_eq!((window.pack_version().unwrap(), window.pack().unwrap()), (7, signed_pack(7)));

    assert_eq!(window.last_contact().unwrap(), None);
    window.set_contact(&now(), 3).unwrap();
    window.set_contact(&(now() - TimeDelta::days(1)), 4).unwrap();
    assert_eq!(window.last_contact().unwrap(), Some(now()), "the server's time goes forward alone");
    assert_eq!(window.server_epoch().unwrap(), Some(4));
    assert_eq!(window.begin_act().unwrap().server_time().unwrap(), Some(now()));

    assert_eq!(window.person(&wang().id).unwrap(), Some(wang()));
    assert_eq!(window.online_login(&wang().id).unwrap(), Some(now()));
    assert_eq!(window.person_name(&wang().id).unwrap(), "王样本");
    assert_eq!(window.person_name(&PersonId::from("li")).unwrap(), "li");
    let later = now() + TimeDelta::days(1);
    window.save_person(&wang(), later).unwrap();
    assert_eq!(window.online_login(&wang().id).unwrap(), Some(later));
}

#[test]
fn drafts_are_kept_newest_first() {
    let mut window = Window::new("shangwu-03");
    window.save_draft("a", "1", now()).unwrap();
    window.save_draft("b", "2", now() + TimeDelta::seconds(1)).unwrap();
    window.save_draft("a", "3", now() + TimeDelta::seconds(2)).unwrap();
    let drafts = window.drafts().unwrap();
    let texts: Vec<_> = drafts.iter().map(|d| (d.id.as_str(), d.text.as_str())).collect();
    assert_eq!(texts, [("a", "3"), ("b", "2")]);
    assert!(window.remove_draft("a").unwrap());
    assert!(!window.remove_draft("a").unwrap());
}
