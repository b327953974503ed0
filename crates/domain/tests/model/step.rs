//! What an action does.

use crate::actions::{Action, Desk};
use crate::entries::End;
use crate::server::Request;
use crate::state::{Late, State, Talk};

impl Desk {
    pub fn step(&self, state: &mut State, action: Action) -> Option<()> {
        let rules = self.rules;
        match action {
            Action::Act(at, end) => {
                state.machines.get_mut(at)?.disk.act(&mut state.history, end);
            }
            Action::CutAct(at) => {
                let disk = &mut state.machines.get_mut(at)?.disk;
                let blocks = disk.blocks.clone();
                disk.act(&mut state.history, End::Issued);
                disk.blocks = blocks;
            }
            Action::AskPush(at) => {
                let machine = state.machines.get_mut(at)?;
                machine.talk = Talk::Asked(machine.disk.push(&state.history));
            }
            Action::AskLease(at) => {
                let machine = state.machines.get_mut(at)?;
                machine.talk = Talk::Asked(machine.disk.lease());
            }
            Action::Serve { at, again } => {
                let machine = state.machines.get_mut(at)?;
                let Talk::Asked(request) = machine.talk else { return None };
                let answer = state.server.serve(rules, &state.history, request);
                machine.talk = Talk::Answered(request, answer);
                if again {
                    state.be_late(Late::Request(request));
                }
            }
            Action::ServeUnstored(at) => {
                let machine = state.machines.get_mut(at)?;
                let Talk::Asked(request @ Request::Push { .. }) = machine.talk else { return None };
                let answer = state.server.clone().serve(rules, &state.history, request);
                machine.talk = Talk::Answered(request, answer);
            }
            Action::ServeLate(which) => match state.late.remove(which) {
                Late::Request(request) => {
                    state.server.serve(rules, &state.history, request);
                }
                Late::Answer(at, answer) => state.hear(rules, at, answer),
            },
            Action::Hear(at) => {
                let machine = state.machines.get_mut(at)?;
                let Talk::Answered(_, answer) = machine.talk else { return None };
                machine.talk = Talk::Quiet;
                state.hear(rules, at, answer);
            }
            Action::GiveUp { at, late } => {
                let machine = state.machines.get_mut(at)?;
                let talk = std::mem::replace(&mut machine.talk, Talk::Quiet);
                match talk {
                    Talk::Asked(request) if late => state.be_late(Late::Request(request)),
                    Talk::Answered(_, answer) if late => state.be_late(Late::Answer(at, answer)),
                    Talk::Quiet | Talk::Asked(_) | Talk::Answered(..) => {}
                }
            }
            Action::SaveWindow
            | Action::PutWindowBack
            | Action::CopyWindow
            | Action::SaveServer
            | Action::PutServerBack => self.step_backup(state, action)?,
        }
        Some(())
    }
}
