//! What may be typed after `clerk`. The arguments of a command stand with the command.

use crate::command::{
    act, bundle, check, clear, day, decide, enquiry, enroll, find, item, items, journal, list,
    print, receive, report, server, verify,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT_CODES: &str = "\
退出码 · Exit codes:
  0  完成 · done
  1  按规则不能办理，并说明理由 · refused by a rule, with the reasons
  2  用法或输入有误 · wrong use or bad input
  3  无法完成：磁盘、网络、密钥、服务器 · could not: disk, network, key, server

密码 · Password:
  取自环境变量 CLERK_PASSWORD，否则取自标准输入的第一行；终端上会提示输入，不显示。
  From the variable CLERK_PASSWORD, else the first line of standard input; never an argument.";

/// 政务窗口：命令行办件 · The desk of a service window, without a screen
#[derive(Debug, Parser)]
#[command(name = "clerk", version, after_help = EXIT_CODES)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// 窗口数据目录，默认为主目录下 .local/share/window-clerk ·
    /// The window's folder; by default $HOME/.local/share/window-clerk
    #[arg(long, global = true, env = "CLERK_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// 标准输出只有一个 JSON 值 · Exactly one JSON value on stdout
    #[arg(long, global = true)]
    pub json: bool,
    /// 文字语言 · The language of texts
    #[arg(long, global = true, env = "CLERK_LANG", value_enum, default_value_t = Lang::Zh)]
    pub lang: Lang,
    /// 办理人登录名，默认为上一位 · Who acts; by default the last person here
    #[arg(long, global = true, env = "CLERK_PERSON", value_name = "PERSON")]
    pub person: Option<String>,
}

/// A language of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// One of two texts.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 用一次性代码登记本机为窗口 · Make this device a window, by its one-time code
    Enroll(enroll::EnrollCommand),
    /// 核对密码，并成为默认办理人 · Check the password; the person acts by default from now on
    Login,
    /// 修改密码（中心和本窗口） · Changes the password, at the centre and here
    Password,
    /// 更换中心服务器地址或证书（首席代表） · Ask another server, or under another authority (chief)
    Server(server::ServerCommand),
    /// 收件，给出办件号 · Take in a case; gives its number
    Receive(receive::ReceiveCommand),
    /// 受理 · Accept
    Accept(act::AcceptCommand),
    /// 一次性告知补正 · Tell once what is missing
    Correct(act::CorrectCommand),
    /// 补正材料 · Materials handed in later
    Supply(act::SupplyCommand),
    /// 不予受理 · Do not accept
    NotAccept(act::ReasonCommand),
    /// 收费 · The fee is paid
    Charge(act::CaseCommand),
    /// 转办 · Hand the case to whoever may decide it
    Refer(act::CaseCommand),
    /// 不予许可 · Refuse the licence
    Refuse(act::ReasonCommand),
    /// 撤回 · The applicant takes it back
    Withdraw(act::ReasonCommand),
    /// 其他行为，所填内容取自文件 · Any other act, with what is said of it in a file
    Act(act::ActCommand),
    /// 看决定及理由 · The decision with its reasons
    Decide(decide::DecideCommand),
    /// 当场签发；打开工作台的密码即本人确认 ·
    /// Issue on the spot; the password that opens the desk is the confirmation
    Issue(act::CaseCommand),
    /// 登记本人对材料实质内容的核查（行政许可法第三十四条） ·
    /// Record that you verified the substance of the materials (Licensing Law, art. 34)
    VerifyMaterials(act::FindingsCommand),
    /// 作废未送达的证照，可重新签发；密码即本人确认 ·
    /// Make a licence void before it is handed over; it can be issued anew
    Void(act::ReasonCommand),
    /// 打印文书 · Print a paper, or all that have not come out yet
    Print(print::PrintCommand),
    /// 送达 · Hand over
    Deliver(act::DeliverCommand),
    /// 办件列表 · Cases by state
    List(list::ListCommand),
    /// 看一件办件 · One case with its history
    Show(act::CaseCommand),
    /// 按办件号、申请人、拼音或证照号查找 ·
    /// Cases by number, applicant, pinyin or licence number
    Find(find::FindCommand),
    /// 本窗口的事项 · The items of this window's department
    Items(items::ItemsCommand),
    /// 一个事项的表单和材料 · One item with its form and materials
    Item(item::ItemCommand),
    /// 立即与中心同步 · Sync with the centre now
    Sync,
    /// 连接、待上报、号段 · Connection, outbox, numbers
    Status,
    /// 号段台账：领用、已用、作废、交回、剩余 · What became of every number leased here
    Numbers,
    /// 咨询：查看、答复、打印 · Enquiries: list, answer, print
    Enquiry(enquiry::EnquiryCommand),
    /// 窗口的一天：开窗、日结、打印 · The window's day: open, close, print
    Day(day::DayCommand),
    /// 断网对账单 · What became of the acts of the last outage, and what to do
    Report(report::ReportCommand),
    /// 无网络窗口用文件与中心交换 · Sync by files, for a window that has no network
    Bundle(bundle::BundleCommand),
    /// 流水：核对、导出 · The journal: verify, export
    Journal(journal::JournalCommand),
    /// 查验证照，不需要网络 · Check whether a licence holds, without a network
    Verify(verify::VerifyCommand),
    /// 凭督查员的解除码恢复签发 · Let a halted window issue again, by a supervisor's code
    Clear(clear::ClearCommand),
    /// 校验身份证号或信用代码 · Check an identity number or a credit code
    Check(check::CheckCommand),
    /// 已签发的证照号，一行一个 · The licence numbers issued and kept here, one a line
    Acknowledged,
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::{CommandFactory as _, Parser as _};

    fn parse(line: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(line.split(' '))
    }

    #[test]
    fn the_declaration_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn takes_what_the_help_promises() {
        let lines = [
            "clerk --data d enroll --server http://127.0.0.1:1 --code ABCD --person wang",
            "clerk login --person wang",
            "clerk receive --file -",
            "clerk accept C --exemption student",
            "clerk correct C",
            "clerk correct C --wrong m1=未加盖公章 --wrong m2=缺页",
            "clerk supply C --materials m1,m2",
            "clerk not-accept C --reason 不属于本机关职权",
            "clerk charge C",
            "clerk refer C",
            "clerk refuse C --reason 不符合条件",
            "clerk withdraw C --reason 申请人撤回",
            "clerk act C withdrawn --file -",
            "clerk decide C",
            "clerk decide --case f.json --role chief",
            "clerk issue C --json",
            "clerk void C --reason 名称有误",
            "clerk verify-materials C --findings 与原件一致",
            "clerk print C all --copy",
            "clerk print C licence",
            "clerk deliver C --recipient 示例",
            "clerk list --state received --state accepted --limit 5",
            "clerk show C --lang en",
            "clerk find 张三",
            "clerk items",
            "clerk items shw",
            "clerk item shangwu-01",
            "clerk sync",
            "clerk status",
            "clerk print C reasons",
            "clerk numbers --json",
            "clerk report --json",
            "clerk report --pdf report.pdf",
            "clerk bundle export out.request",
            "clerk bundle export out.request --overwrite",
            "clerk bundle import in.reply",
            "clerk bundle waiting --json",
            "clerk enquiry list",
            "clerk enquiry answer 1a2b --text 请带原件",
            "clerk enquiry print 1a2b",
            "clerk day open",
            "clerk day close --json",
            "clerk day show",
            "clerk day print 2026-11-23",
            "clerk journal verify",
            "clerk journal export j.jsonl",
            "clerk verify WC1.a.b",
            "clerk verify -",
            "clerk check id 1",
            "clerk check credit 9",
            "clerk acknowledged",
        ];
        for line in lines {
            assert!(parse(line).is_ok(), "{line}: {}", parse(line).unwrap_err());
        }
    }

    #[test]
    fn refuses_what_makes_no_sense() {
        let lines = [
            "clerk",
            "clerk fly",
            "clerk bundle",
            "clerk bundle export",
            "clerk accept",
            "clerk receive",
            "clerk refuse C",
            "clerk act C withdrawn",
            "clerk void C",
            "clerk verify-materials C",
            "clerk supply C",
            "clerk decide",
            "clerk decide C --case f.json",
            "clerk decide C --role chief",
            "clerk decide --case f.json --role leader",
            "clerk print C passport",
            "clerk report --pdf",
            "clerk list --state lost",
            "clerk list --limit 0",
            "clerk login --password secret",
            "clerk day day.json",
            "clerk day print yesterday",
            "clerk enquiry answer 1a2b",
        ];
        for line in lines {
            assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
        }
    }

    #[test]
    fn no_command_takes_a_password_as_an_argument() {
        fn names(command: &clap::Command, found: &mut Vec<String>) {
            found.extend(command.get_arguments().map(|a| a.get_id().to_string()));
            command.get_subcommands().for_each(|c| names(c, found));
        }
        let mut found = Vec::new();
        names(&Arguments::command(), &mut found);
        assert!(found.iter().any(|n| n == "code"));
        assert!(!found.iter().any(|n| n.contains("password")), "{found:?}");
    }
}
