//! A centre whose network answers nothing but enrolment, and its windows.

use crate::centre::{self, RUNTIME};
use chrono::TimeDelta;
use clerk_desk::api::{ApiError, BundleExportArgs, BundleImportedView, Nothing};
use clerk_desk::workstation::Workstation;
use clerk_domain::clock::SharedClock;
use clerk_domain::number_book::NumberBook;
use clerk_protocol::{Window, path};
use clerk_server::books::number_books;
use clerk_server::inspect::{Inspection, inspect};
use clerk_server::{Server, ServerError, SqliteRepository, TakenBundle};
use clerk_testkit::SetClock;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub struct ExchangePair {
    pub centre: centre::TestCentre,
    pub clock: SetClock,
}

impl ExchangePair {
    pub fn new() -> Self {
        let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
        let centre = centre::TestCentre::new(shared(&clock), |path| path == path::ENROL);
        // The demo centre has one window in this department.
        let second = Window {
            id: "zhijian-02".into(),
            name: "质监窗口 02".to_owned(),
            department: "zhijian".into(),
        };
        RUNTIME.block_on(centre.server.add_window(&clerk_server::demo::admin(), &second)).unwrap();
        Self { centre, clock }
    }

    /// A window, enrolled, without numbers.
    pub fn window(&self, id: &str, seed: u8) -> Workstation {
        self.device(id, id, seed)
    }

    /// A device in this folder that becomes a window.
    pub fn device(&self, folder: &str, id: &str, seed: u8) -> Workstation {
        let desk = self.centre.desk(folder, seed, shared(&self.clock));
        self.centre.enrol(&desk, id);
        desk
    }

    pub fn export(&self, desk: &Workstation, name: &str) -> Vec<u8> {
        let file = self.centre.folder.path().join(name).display().to_string();
        let args = BundleExportArgs { file: Some(file.clone()), overwrite: false };
        assert_eq!(desk.bundle_export(args).unwrap().file, file);
        std::fs::read(file).unwrap()
    }

    /// The number books of every window, as the centre has them.
    pub fn books(&self) -> Vec<NumberBook> {
        let books = number_books(self.centre.server.repository(), None);
        RUNTIME.block_on(books).unwrap().into_iter().flat_map(|of| of.books).collect()
    }

    pub fn take(&self, request: &[u8]) -> Result<TakenBundle, ServerError> {
        RUNTIME.block_on(self.centre.server.take_bundle(request))
    }

    /// A whole exchange: there and back.
    pub fn exchange(&self, desk: &Workstation, name: &str) -> BundleImportedView {
        let taken = self.take(&self.export(desk, name)).unwrap();
        assert!(taken.refused.is_empty(), "{:?}", taken.refused);
        self.clock.advance(TimeDelta::minutes(10));
        desk.import_bundle(&taken.reply).unwrap()
    }

    /// Every byte that the centre and the window in this folder keep.
    pub fn bytes(&self, window: &str) -> Vec<Vec<u8>> {
        let folder = self.centre.folder.path();
        ["centre/centre.db", "centre/centre.db-wal"]
            .map(PathBuf::from)
            .into_iter()
            .chain(["window.db", "window.db-wal"].map(|file| Path::new(window).join(file)))
            .map(|file| std::fs::read(folder.join(file)).unwrap())
            .collect()
    }
}

fn shared(clock: &SetClock) -> SharedClock {
    let clock = clock.clone();
    Arc::new(move || clock.now())
}

pub fn held(server: &Server<SqliteRepository>) -> Inspection {
    RUNTIME.block_on(inspect(server.repository(), None)).unwrap()
}

/// What the centre holds of a window's journal, and what the window has: the heads must be the same.
pub fn agree(server: &Server<SqliteRepository>, desk: &Workstation, window: &str) -> u64 {
    let chain = desk.verify_journal().unwrap();
    let held = held(server);
    let journal = held.windows.iter().find(|one| one.window.as_str() == window).unwrap();
    assert_eq!((journal.entries, journal.head), (chain.seq, chain.head));
    assert_eq!(desk.status(Nothing {}).unwrap().outbox, 0);
    chain.seq
}

/// The code that a window refuses a file with.
pub fn code(refused: Result<BundleImportedView, ApiError>) -> String {
    refused.unwrap_err().code.as_text()
}

/// The code that a centre refuses a file with.
pub fn centre_code(refused: Result<TakenBundle, ServerError>) -> &'static str {
    refused.unwrap_err().code()
}
