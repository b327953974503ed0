//! Earlier copies: taken, restored, and run side by side.

use crate::actions::{Action, Desk};
use crate::broken::Broken;
use crate::state::{Late, Machine, State, Talk};

impl State {
    pub fn be_late(&mut self, late: Late) {
        self.faults.late += 1;
        self.late.push(late);
    }
}

impl Desk {
    pub fn step_backup(&self, state: &mut State, action: Action) -> Option<()> {
        match action {
            Action::SaveWindow => {
                state.faults.windows_saved += 1;
                state.window_backup = state.machines.first().map(|machine| machine.disk.clone());
            }
            Action::PutWindowBack => {
                let mut disk = state.window_backup.clone()?;
                state.faults.window_restores += 1;
                state.newest_instance += 1;
                disk.instance = state.newest_instance;
                let machine = state.machines.first_mut()?;
                let gone = machine.disk.known(&state.history).without(disk.known(&state.history));
                state.seen.gone_from_windows = state.seen.gone_from_windows.with(gone);
                *machine = Machine { disk, talk: Talk::Quiet };
            }
            Action::CopyWindow => {
                let mut disk = state.window_backup.clone()?;
                state.faults.windows_copied += 1;
                state.newest_instance += 1;
                disk.instance = state.newest_instance;
                state.machines.push(Machine { disk, talk: Talk::Quiet });
            }
            Action::SaveServer => {
                state.faults.servers_saved += 1;
                state.server_backup = Some(state.server.clone());
            }
            Action::PutServerBack => {
                let mut server = state.server_backup.clone()?;
                state.faults.server_restores += 1;
                let from_backup = self.rules.lacks(Broken::EpochFromBackup);
                let before = if from_backup { server.epoch } else { state.newest_epoch };
                server.epoch = before + u8::from(!self.rules.lacks(Broken::EpochStays));
                state.newest_epoch = state.newest_epoch.max(server.epoch);
                let gone = state.server.held.without(server.held);
                state.seen.gone_from_server = state.seen.gone_from_server.with(gone);
                state.server = server;
            }
            _ => return None,
        }
        Some(())
    }

    /// Drops what can make no difference any more, so that states that are alike are the same.
    pub fn forget_useless(&self, state: &mut State) {
        let (bounds, faults) = (self.bounds, &mut state.faults);
        if faults.window_restores >= bounds.window_restores
            && faults.windows_copied >= bounds.windows_copied
        {
            state.window_backup = None;
            faults.windows_saved = 0;
        }
        if faults.server_restores >= bounds.server_restores {
            state.server_backup = None;
            faults.servers_saved = 0;
        }
    }
}
