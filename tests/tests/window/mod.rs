//! The app's window, as a person's hands and eyes: keys, clicks, and what stands on the page.

pub mod outage;

use clerk_tests::{Driver, program, project};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::cell::Cell;
use std::time::{Duration, Instant};

pub const ENTER: &str = "\u{e007}";
pub const CTRL_ENTER: &str = "\u{e009}\u{e007}\u{e000}";
pub const CTRL_M: &str = "\u{e009}m\u{e000}";
pub const F2: &str = "\u{e032}";
pub const F3: &str = "\u{e033}";
pub const F6: &str = "\u{e036}";
pub const F8: &str = "\u{e038}";
pub const SHIFT_F3: &str = "\u{e008}\u{e033}\u{e000}";
pub const SHIFT_F5: &str = "\u{e008}\u{e035}\u{e000}";
pub const SHIFT_F8: &str = "\u{e008}\u{e038}\u{e000}";
pub const ESCAPE: &str = "\u{e00c}";
pub const F9: &str = "\u{e039}";
pub const F10: &str = "\u{e03a}";
pub const SHIFT_F10: &str = "\u{e008}\u{e03a}\u{e000}";
pub const F12: &str = "\u{e03c}";

/// The smallest screen that the desk is made for, and the usual one; in pixels.
pub const SMALL: (u32, u32) = (1366, 768);
pub const LARGE: (u32, u32) = (1920, 1080);

/// A page that does not come within this time does not come.
const PATIENCE: Duration = Duration::from_secs(40);
const PAUSE: Duration = Duration::from_millis(25);

/// WebKit takes a picture at its next painting, and paints a page at rest once a minute. This makes
/// it paint for a second, too little to be seen.
const KEEP_PAINTING: &str = "let n = 0; const id = setInterval(() => { \
    document.body.style.opacity = n % 2 ? '0.9999' : ''; \
    if (n++ > 40) { clearInterval(id); document.body.style.opacity = ''; } }, 25);";

/// Whether a person sees the element: its middle lies in the window, and nothing lies over it.
const IS_SEEN: &str = "const found = document.querySelector(`[data-test=\"${arguments[0]}\"]`); \
    if (!found) return false; \
    const box = found.getBoundingClientRect(); \
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); \
    return box.height > 0 && top !== null && found.contains(top);";

/// Accessibility faults (axe-core) that keep somebody from using the page, as a list of texts.
const FIND_FAULTS: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { resultTypes: ['violations'] }).then((found) => done(found.violations \
        .filter((fault) => ['serious', 'critical'].includes(fault.impact)) \
        .map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target).join(' ')}`)));";

pub struct Window {
    client: Client,
    presses: Cell<u32>,
}

impl Window {
    /// Starts the app through the driver.
    pub async fn open(driver: &Driver) -> Self {
        let options = json!({ "binary": program("window-clerk"), "args": [] });
        let wanted = json!({ "webkitgtk:browserOptions": options }).as_object().cloned().unwrap();
        let end_by = Instant::now() + PATIENCE;
        loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(wanted.clone()).connect(&driver.url()).await {
                Ok(client) => {
                    let window = Self { client, presses: Cell::new(0) };
                    window.resize(SMALL).await;
                    return window;
                }
                Err(error) if Instant::now() > end_by => panic!("the app does not open: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
    }

    pub async fn resize(&self, (width, height): (u32, u32)) {
        self.client.set_window_size(width, height).await.unwrap();
    }

    pub async fn close(self) {
        self.client.close().await.unwrap();
    }

    pub fn count_from_zero(&self) {
        self.presses.set(0);
    }

    pub fn counted(&self) -> u32 {
        self.presses.get()
    }

    /// One press, a chord counting as one.
    pub async fn press(&self, keys: &str) {
        self.presses.set(self.presses.get() + 1);
        self.send(keys).await;
    }

    /// Data: it is not counted.
    pub async fn type_text(&self, text: &str) {
        self.send(text).await;
    }

    async fn send(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    pub async fn fill(&self, test: &str, text: &str) {
        self.wait(test).await.send_keys(text).await.unwrap();
    }

    pub async fn click(&self, test: &str) {
        self.wait(test).await.click().await.unwrap();
    }

    /// A page by the menu at the left.
    pub async fn go(&self, page: &str) {
        self.click(&format!("nav-{page}")).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    /// A page that is not in the menu, by its path.
    pub async fn visit(&self, path: &str) {
        let there = "location.hash = arguments[0];";
        self.client.execute(there, vec![json!(path)]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    async fn find(&self, test: &str) -> Option<Element> {
        let selector = format!("[data-test=\"{test}\"]");
        self.client.find(Locator::Css(&selector)).await.ok()
    }

    pub async fn wait(&self, test: &str) -> Element {
        let end_by = Instant::now() + PATIENCE;
        loop {
            if let Some(element) = self.find(test).await {
                return element;
            }
            self.check(end_by, &format!("no {test}")).await;
        }
    }

    /// Waits until a person sees each of them.
    pub async fn wait_seen(&self, all: &[&str]) {
        let end_by = Instant::now() + PATIENCE;
        for test in all {
            while self.client.execute(IS_SEEN, vec![json!(test)]).await.unwrap() != json!(true) {
                self.check(end_by, &format!("{test} is not to be seen")).await;
            }
        }
    }

    pub async fn wait_gone(&self, test: &str) {
        let end_by = Instant::now() + PATIENCE;
        while self.find(test).await.is_some() {
            self.check(end_by, &format!("{test} stays")).await;
        }
    }

    /// Waits until a paper is drawn.
    pub async fn wait_pages(&self, test: &str) {
        let end_by = Instant::now() + PATIENCE;
        loop {
            let pages = self.wait(test).await.attr("data-pages").await.unwrap_or_default();
            if pages.is_some_and(|pages| pages != "0") {
                return;
            }
            self.check(end_by, &format!("{test} stays empty")).await;
        }
    }

    pub async fn state(&self, test: &str) -> String {
        let element = self.wait(test).await;
        element.attr("data-state").await.unwrap_or_default().unwrap_or_default()
    }

    pub async fn wait_state(&self, test: &str, wanted: &str) {
        let come = self.comes_to(test, wanted, PATIENCE).await;
        if !come {
            let found = self.state(test).await;
            self.give_up(&format!("{test} is {found:?}, not {wanted:?}")).await;
        }
    }

    pub async fn comes_to(&self, test: &str, wanted: &str, within: Duration) -> bool {
        let end_by = Instant::now() + within;
        while self.state(test).await != wanted {
            if Instant::now() > end_by {
                return false;
            }
            tokio::time::sleep(PAUSE).await;
        }
        true
    }

    pub async fn text(&self, test: &str) -> String {
        self.wait(test).await.text().await.unwrap().trim().to_owned()
    }

    pub async fn has_focus(&self, test: &str) -> bool {
        let active = self.client.active_element().await.unwrap();
        active.attr("data-test").await.unwrap_or_default().as_deref() == Some(test)
    }

    pub async fn wait_focus(&self, any: &[&str]) {
        let end_by = Instant::now() + PATIENCE;
        loop {
            for test in any {
                if self.has_focus(test).await {
                    return;
                }
            }
            self.check(end_by, &format!("the focus does not come to {any:?}")).await;
        }
    }

    pub async fn wait_focus_off(&self, test: &str) {
        let end_by = Instant::now() + PATIENCE;
        while self.has_focus(test).await {
            self.check(end_by, &format!("the focus stays on {test}")).await;
        }
    }

    pub async fn screenshot(&self, page: &str, variant: &str) {
        let folder = project().join("out/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        tokio::time::sleep(Duration::from_millis(400)).await;
        self.client.execute(KEEP_PAINTING, Vec::new()).await.unwrap();
        let png = self.client.screenshot().await.unwrap();
        std::fs::write(folder.join(format!("{page}-{variant}.png")), png).unwrap();
    }

    /// The page as it stands has no serious accessibility fault.
    pub async fn audit(&self, page: &str) {
        let axe = project().join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(axe).expect("the npm packages of ui/ are installed");
        self.client.execute(&axe, Vec::new()).await.unwrap();
        let faults = self.client.execute_async(FIND_FAULTS, Vec::new()).await.unwrap();
        assert_eq!(faults, json!([]), "{page}");
    }

    async fn check(&self, end_by: Instant, what: &str) {
        if Instant::now() > end_by {
            self.give_up(what).await;
        }
        tokio::time::sleep(PAUSE).await;
    }

    async fn give_up(&self, what: &str) -> ! {
        self.screenshot("failure", "now").await;
        let active = self.client.active_element().await.unwrap().html(false).await;
        panic!("{what}; the focus is on {active:?}; see out/screenshots/failure-now.png");
    }
}
