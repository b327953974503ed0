//! Asks a desk as the pages do, and keeps what was asked with what came of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clerk_desk::api::Call;
use clerk_desk::workstation::Workstation;
use clerk_testkit::SetClock;
use serde_json::{Value, json};

/// Stands for every paper. The real ones have 50 kB and more of fonts each, change with every change of
/// their layout, and no page looks into one.
const PAPER: &[u8] = include_bytes!("paper.pdf");

/// A call and what came of it.
pub struct Exchange {
    pub group: &'static str,
    pub name: String,
    pub command: String,
    pub args: Value,
    /// A refusal as the pages get it.
    pub answer: Result<Value, Value>,
    /// What other calls give from then on.
    pub then: Vec<(&'static str, Value)>,
}

/// A desk that is recorded.
pub struct Recorder {
    pub desk: Workstation,
    pub kept: Vec<Exchange>,
    pub clock: SetClock,
    group: &'static str,
}

impl Recorder {
    pub fn new(desk: Workstation, clock: SetClock) -> Self {
        Self { desk, clock, kept: Vec::new(), group: "before" }
    }

    /// What is recorded from here on belongs to this group.
    pub fn group(&mut self, group: &'static str) {
        self.group = group;
    }

    /// Sets the clock, to a time in China. A window that can syncs then: what is done five minutes after it
    /// last heard of the centre is an outage.
    pub fn at(&self, time: &str) {
        self.alone_at(time);
        drop(self.dispatch("sync_now", &json!({})));
    }

    /// Sets the clock, and hears nothing of the centre.
    pub fn alone_at(&self, time: &str) {
        let time = format!("{}:00+08:00", time.replace(' ', "T"));
        self.clock.set(time.parse().unwrap());
    }

    /// Asks, and keeps nothing.
    pub fn quietly(&self, command: &str, args: Value) -> Value {
        self.dispatch(command, &args).unwrap_or_else(|why| panic!("{command} {args}: {why}"))
    }

    /// Asks, and keeps the reply.
    pub fn ask(&mut self, name: &str, command: &str, args: Value) -> Value {
        let reply = self.quietly(command, args.clone());
        self.keep(name, command, args, Ok(reply.clone()), Vec::new());
        reply
    }

    /// Asks, and keeps the reply along with what these calls give from then on. A case that an act gives
    /// needs no such call: it is how the case stands.
    pub fn act(
        &mut self,
        name: &str,
        command: &str,
        args: Value,
        changed: &[&'static str],
    ) -> Value {
        let reply = self.quietly(command, args.clone());
        let then = changed.iter().map(|read| (*read, self.quietly(read, json!({})))).collect();
        self.keep(name, command, args, Ok(reply.clone()), then);
        reply
    }

    /// Asks what is to be refused, and keeps the refusal.
    pub fn refused(&mut self, name: &str, command: &str, args: Value) {
        let refusal = self.dispatch(command, &args).unwrap_err();
        self.keep(name, command, args, Err(refusal), Vec::new());
    }

    fn dispatch(&self, command: &str, args: &Value) -> Result<Value, Value> {
        let call: Call = serde_json::from_value(json!({ "command": command, "args": args }))
            .unwrap_or_else(|why| panic!("{command} {args}: {why}"));
        let reply = self.desk.dispatch(call);
        let mut reply = reply.map_err(|refusal| serde_json::to_value(refusal).unwrap())?;
        if let Some(pdf) = reply.get_mut("pdf_base64") {
            *pdf = json!(paper());
        }
        Ok(reply)
    }

    fn keep(
        &mut self,
        name: &str,
        command: &str,
        args: Value,
        answer: Result<Value, Value>,
        then: Vec<(&'static str, Value)>,
    ) {
        let known = self.kept.iter().any(|one| one.group == self.group && one.name == name);
        assert!(!known, "{name} is recorded twice");
        let (name, command) = (name.to_owned(), command.to_owned());
        self.kept.push(Exchange { group: self.group, name, command, args, answer, then });
    }
}

/// What stands for every paper, as the pages get it.
pub fn paper() -> String {
    STANDARD.encode(PAPER)
}
