//! `clerk journal`: the window's journal, verified and given out.

use crate::context::Context;
use crate::error::CliError;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// `clerk journal`
#[derive(Debug, Args)]
pub struct JournalCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 从第一条起核对，指出第一条有问题的 · From the first entry on; names the first bad one
    Verify,
    /// 导出：一行一条；另有 .head、.sig、.key 供 openssl 核对 ·
    /// One entry a line; .head, .sig and .key beside it are for openssl
    Export {
        /// 文件 · The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Serialize)]
struct Stand {
    window: String,
    entries: u64,
    head: String,
}

/// Verifies or exports.
pub fn run(context: &Context<'_>, args: &JournalCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    let chain = match &args.what {
        What::Verify => desk.workstation.verify_journal()?,
        What::Export { file } => {
            let head = desk.workstation.signed_head()?;
            let failed =
                |error: std::io::Error| CliError::Output(format!("{}: {error}", file.display()));
            let mut out = BufWriter::new(clerk_disk::create(file).map_err(failed)?);
            let mut seq = 0;
            while seq < head.chain.seq {
                let left = usize::try_from(head.chain.seq - seq).unwrap_or(usize::MAX);
                let texts = desk.workstation.journal_after(seq)?;
                if texts.is_empty() {
                    break;
                }
                for text in texts.iter().take(left) {
                    writeln!(out, "{text}").map_err(failed)?;
                }
                seq += texts.len() as u64;
            }
            out.flush().map_err(failed)?;
            let beside = [
                ("head", head.chain.signed_text().into_bytes()),
                ("sig", head.signature),
                ("key", head.public_key),
            ];
            for (ending, bytes) in beside {
                clerk_disk::write_whole(&with_ending(file, ending), &bytes).map_err(failed)?;
            }
            head.chain
        }
    };
    let (window, head) = (chain.author.to_string(), chain.head.to_string());
    context.give(&Stand { window, entries: chain.seq, head }, |stand, lang| {
        let (good, entries) = lang.pick(("正确", "条"), ("good", "entries"));
        format!("{good}  {}  {} {entries}  {}\n", stand.window, stand.entries, stand.head)
    })
}

/// `journal.jsonl` gives `journal.jsonl.head`.
fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}
