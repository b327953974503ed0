//! Why a bundle is refused, in words for whoever carries it. A refused bundle changes nothing.

use chrono::{DateTime, FixedOffset};

/// Why a bundle is refused whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// It does not begin as a bundle does.
    #[error("this is no exchange file: choose the file that the other side wrote")]
    NotABundle,
    /// It ends before its end.
    #[error("the file is cut off: copy it again from where it was written")]
    Cut,
    /// It is longer than any bundle.
    #[error("the file is larger than any exchange file: choose the file that the other side wrote")]
    TooLarge,
    /// It is not what its sender signed.
    #[error(
        "the file was altered after it was written: copy it again; where that does not help, have it \
         written anew and look into who had it"
    )]
    Altered,
    /// Its form is a newer one.
    #[error("the file was written by a newer program: update this one")]
    Newer,
    /// A request where a reply is expected, or the other way round.
    #[error(
        "the file goes the other way: a window takes in the centre's reply, the centre the window's \
         request"
    )]
    WrongWay,
    /// It is for another centre or another window.
    #[error(
        "the file is not for here, but concerns window {window} of some centre: take it to where it \
         belongs"
    )]
    ForeignReceiver {
        /// The window that it says it concerns.
        window: String,
    },
    /// It is not from this centre, or not from the device that is the window.
    #[error(
        "the file says it concerns window {window}, but was not written by that window's device or \
         its centre: it comes from another centre, or the device was replaced; have it written anew"
    )]
    ForeignSender {
        /// The window that it says it concerns.
        window: String,
    },
    /// It was taken in before.
    #[error("the file was taken in already at {}: nothing is done twice", at.format(TIME))]
    Replayed {
        /// When.
        at: DateTime<FixedOffset>,
    },
    /// A reply to nothing that waits for one.
    #[error(
        "no request of this window waits for this reply, as it was answered or sent otherwise since: \
         write a new request where there is anything to send"
    )]
    NotAwaited,
}

const TIME: &str = "%Y-%m-%d %H:%M";

impl BundleError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotABundle => "bundle_not_one",
            Self::Cut => "bundle_cut",
            Self::TooLarge => "bundle_too_large",
            Self::Altered => "bundle_altered",
            Self::Newer => "bundle_newer",
            Self::WrongWay => "bundle_wrong_way",
            Self::ForeignReceiver { .. } => "bundle_foreign",
            Self::ForeignSender { .. } => "bundle_sender_foreign",
            Self::Replayed { .. } => "bundle_replayed",
            Self::NotAwaited => "bundle_not_awaited",
        }
    }

    /// What is wrong and what to do, in Chinese; [`ToString`] says it in English.
    pub fn zh(&self) -> String {
        match self {
            Self::NotABundle => "这不是交换文件；请选择对方导出的文件".to_owned(),
            Self::Cut => "文件不完整；请从原处重新拷贝".to_owned(),
            Self::TooLarge => "文件过大，不是交换文件；请选择对方导出的文件".to_owned(),
            Self::Altered => {
                "文件在导出后被改动；请重新拷贝，仍不行请重新导出，并查清经过谁手".to_owned()
            }
            Self::Newer => "文件由更新版本的程序写成；请升级本程序".to_owned(),
            Self::WrongWay => "文件方向不对：窗口导入中心的答复，中心导入窗口的请求".to_owned(),
            Self::ForeignReceiver { window } => {
                format!("文件不是给这里的，它涉及窗口 {window}；请送到它该去的地方")
            }
            Self::ForeignSender { window } => format!(
                "文件称涉及窗口 {window}，但不是由该窗口的设备或其中心写成：来自别的中心，或设备已更换；\
                 请重新导出"
            ),
            Self::Replayed { at } => {
                format!("文件已于 {} 导入过，不会重复办理", at.format(TIME))
            }
            Self::NotAwaited => {
                "本窗口没有等待这份答复的请求：已有答复，或此后已另行同步；有待上报的请重新导出"
                    .to_owned()
            }
        }
    }
}
