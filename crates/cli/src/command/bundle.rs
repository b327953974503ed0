//! `clerk bundle`: sync by files carried by hand, for a window that has no network.

use crate::arguments::Lang;
use crate::context::Context;
use crate::error::CliError;
use crate::text::words;
use clap::{Args, Subcommand};
use clerk_desk::api::{
    BundleExportArgs, BundleExportedView, BundleImportedView, BundleWaitingView, Nothing,
};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// `clerk bundle`
#[derive(Debug, Args)]
pub struct BundleCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 导出请求文件，送往中心 · Write the request that is carried to the centre
    Export {
        /// 文件 · The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// 覆盖已有文件 · Write over a file that is there
        #[arg(long)]
        overwrite: bool,
    },
    /// 导入中心的答复文件 · Take in the reply that the centre wrote
    Import {
        /// 文件 · The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 是否有请求在等答复 · Whether a request waits for its reply
    Waiting,
}

/// Exports, imports, or tells what waits.
pub fn run(context: &Context<'_>, args: &BundleCommand) -> Result<(), CliError> {
    match &args.what {
        What::Export { file, overwrite } => {
            let desk = context.open()?;
            let file = Some(file.display().to_string());
            let args = BundleExportArgs { file, overwrite: *overwrite };
            context.give(&desk.workstation.bundle_export(args)?, exported)
        }
        What::Import { file } => {
            let bytes = read(file)?;
            let desk = context.open()?;
            context.give(&desk.workstation.import_bundle(&bytes)?, imported)
        }
        What::Waiting => {
            let desk = context.open()?;
            context.give(&desk.workstation.bundle_waiting(Nothing {})?, waiting)
        }
    }
}

/// A file that somebody brought: no more of it than the desk would look at.
fn read(file: &Path) -> Result<Vec<u8>, CliError> {
    const MOST_BYTES: u64 = (64 << 20) + 1;
    let unreadable = |error: std::io::Error| CliError::FileUnreadable {
        file: file.display().to_string(),
        reason: error.to_string(),
    };
    let mut bytes = Vec::new();
    let opened = File::open(file).map_err(unreadable)?;
    opened.take(MOST_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn exported(view: &BundleExportedView, lang: Lang) -> String {
    let BundleExportedView { file, acts, left, .. } = view;
    let mut text = lang.pick(
        format!("已导出 {acts} 项办理到 {file}\n请送往中心，由管理员导入，并带回答复文件\n"),
        format!("{acts} acts are in {file}\nCarry it to the centre and bring its reply back\n"),
    );
    if *left > 0 {
        text += &lang.pick(
            format!("另有 {left} 项放不下，导入答复后请再导出一次\n"),
            format!("{left} more had no room: export again once the reply is taken in\n"),
        );
    }
    text
}

fn imported(view: &BundleImportedView, lang: Lang) -> String {
    let BundleImportedView {
        accepted,
        exceptions,
        pulled,
        leased,
        server_rolled_back,
        more,
        outbox,
    } = view;
    let mut text = lang.pick(
        format!(
            "中心收下 {accepted} 项，其中 {exceptions} 项需督查员处理；其他窗口的办理 {pulled} 项，\
             新号段 {leased} 个\n待上报：{outbox}\n"
        ),
        format!(
            "The centre took in {accepted} acts, {exceptions} for the supervisor; {pulled} acts of \
             other windows and {leased} number blocks came\nOutbox: {outbox}\n"
        ),
    );
    if *server_rolled_back {
        text += lang.pick(
            "中心曾恢复到旧备份，缺少的办理需重新上报；请再导出一次\n",
            "The centre was restored to an older backup: export again, to send what it lacks\n",
        );
    }
    if *more {
        text += lang.pick(
            "中心还有内容放不下；请再导出一次\n",
            "There is more than had room in the reply: export again\n",
        );
    }
    text
}

fn waiting(view: &Option<BundleWaitingView>, lang: Lang) -> String {
    let Some(BundleWaitingView { since, acts }) = view else {
        return lang.pick("没有在等答复的请求\n", "no request waits for a reply\n").to_owned();
    };
    let since = words::instant(*since);
    lang.pick(
        format!("自 {since} 起等待中心的答复，内有 {acts} 项办理\n"),
        format!("a request with {acts} acts waits for the centre's reply since {since}\n"),
    )
}
