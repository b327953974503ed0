//! What can stop a demo, besides what can stop `clerk`.

use clerk_cli::output::Complaint;
use clerk_cli::{CliError, Exit, Lang};
use clerk_desk::api::ApiError;
use std::path::PathBuf;
use std::process::ExitCode;

/// How shells tell of an interrupt.
const INTERRUPTED: u8 = 130;

/// Why a demo was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The desk or what is shared with `clerk` refused or failed.
    #[error(transparent)]
    Cli(#[from] CliError),
    /// The item gives no licence at the window without more than a sample application.
    #[error("item {0}")]
    NotIssued(String),
    /// A sample day would write among other files.
    #[error("{}", .0.display())]
    FolderInUse(PathBuf),
    /// The sample day's folder cannot be made or read.
    #[error("{folder}: {reason}")]
    FolderFailed {
        /// Which.
        folder: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The server's program is not there, does not start or breaks off.
    #[error("{program}: {reason}")]
    ServerProgram {
        /// Which program.
        program: PathBuf,
        /// What happened.
        reason: String,
    },
    /// So many lines or checks of a day did not come out as expected.
    #[error("{0}")]
    DayFailed(usize),
    /// A signal ended a sample day.
    #[error("signal")]
    Interrupted,
}

impl From<ApiError> for DemoError {
    fn from(error: ApiError) -> Self {
        Self::Cli(error.into())
    }
}

impl DemoError {
    /// How the program ends.
    pub fn exit(&self) -> ExitCode {
        match self {
            Self::Cli(error) => error.exit().into(),
            Self::NotIssued(_) | Self::FolderInUse(_) => Exit::Usage.into(),
            Self::FolderFailed { .. } | Self::ServerProgram { .. } => Exit::Failed.into(),
            Self::DayFailed(_) => Exit::Refused.into(),
            Self::Interrupted => INTERRUPTED.into(),
        }
    }

    /// What people and programs are told, with what to do.
    pub fn complaint(&self, lang: Lang) -> Complaint<'_> {
        let (code, zh, en) = match self {
            Self::Cli(error) => return Complaint::of(error, lang),
            Self::NotIssued(_) => (
                "not_issued",
                "该事项不能由窗口凭样例材料当场签发；请换一个事项",
                "the window does not issue this item on a sample application: name another",
            ),
            Self::FolderInUse(_) => (
                "folder_in_use",
                "目录不是空的；样例日请用新目录",
                "the folder is not empty: give a sample day a new one",
            ),
            Self::FolderFailed { .. } => (
                "folder_failed",
                "目录无法使用；请检查磁盘和权限",
                "the folder cannot be used: check disk and rights",
            ),
            Self::ServerProgram { .. } => (
                "server_program",
                "中心服务器程序有问题；可用 --server-bin 指明程序",
                "the server's program failed: --server-bin names it",
            ),
            Self::DayFailed(_) => (
                "day_failed",
                "有的行或检查与预期不符，见上表",
                "lines or checks did not come out as expected, see above",
            ),
            Self::Interrupted => (
                "interrupted",
                "样例日已中断，服务器已停止",
                "the sample day was interrupted, and its server is stopped",
            ),
        };
        let detail = self.to_string();
        let sentence = lang.pick(zh, en);
        Complaint::new(code.to_owned(), format!("{sentence} ({detail})"), detail)
    }
}
