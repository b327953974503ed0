//! Every error code's exit code and sentence: one table. In a sentence, square brackets hold what
//! is said only where the error has a detail, which stands in the place of `{}`.

use crate::arguments::Lang;
use crate::error::CliError;
use crate::text::words;
use chrono::DateTime;
use clerk_desk::api::ErrorCode;
use std::process::ExitCode;

/// How a command ends that was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Refused by a rule.
    Refused = 1,
    /// Wrong use or bad input.
    Usage = 2,
    /// Disk, network, key, server.
    Failed = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An error code as the command line tells it.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// How the command ends.
    pub exit: Exit,
    zh: &'static str,
    en: &'static str,
}

impl Told {
    /// The sentence, with the detail in its place.
    pub fn sentence(&self, lang: Lang, detail: &str) -> String {
        let template = lang.pick(self.zh, self.en);
        let Some((before, rest)) = template.split_once('[') else { return template.to_owned() };
        let (optional, after) = rest.split_once(']').unwrap_or((rest, ""));
        let optional = if detail.is_empty() { "" } else { optional };
        format!("{before}{}{after}", optional.replace("{}", detail))
    }
}

/// What a code of the desk says, without a detail.
pub fn sentence_of(code: ErrorCode, lang: Lang) -> String {
    of_desk(&code).sentence(lang, "")
}

macro_rules! table {
    (
        $(#[$doc:meta])*
        fn $name:ident($kind:ty), rows $rows:ident;
        $($pattern:pat => $exit:ident $zh:literal $en:literal;)+
    ) => {
        $(#[$doc])*
        fn $name(error: &$kind) -> Told {
            match error {
                $($pattern => Told { exit: Exit::$exit, zh: $zh, en: $en },)+
            }
        }

        #[cfg(test)]
        const $rows: &[(&str, Told)] =
            &[$((stringify!($pattern), Told { exit: Exit::$exit, zh: $zh, en: $en })),+];
    };
}

table! {
    /// What the desk refused or failed at.
    fn of_desk(ErrorCode), rows DESK_ROWS;
    ErrorCode::NotEnrolled => Usage
        "本机还不是窗口；请先用 clerk enroll 登记，或检查 --data 目录"
        "this device is no window yet: enrol it with `clerk enroll`, or check --data";
    ErrorCode::AlreadyEnrolled => Usage
        "本机已经登记为窗口；要登记另一窗口，请换一个 --data 目录"
        "this device is a window already: give another --data folder to enrol another one";
    ErrorCode::Locked => Failed
        "工作台已锁定；请重新运行命令并输入密码"
        "the desk is locked: run the command again and give the password";
    ErrorCode::PasswordWrong => Usage
        "登录名或密码不正确[，还可以试 {} 次]；请核对后再试"
        "unknown person or wrong password[, {} tries left]: check both and try again";
    ErrorCode::LockedOut => Failed
        "密码错误次数过多，登录已锁定[，{} 后可再试]；忘记密码请找中心管理员"
        "too many wrong passwords, login is locked[ until {}]: wait, or ask the administrator";
    ErrorCode::TooManyRequests => Failed
        "本机所在网络向中心服务器请求过于频繁；请过几分钟再试"
        "the server was asked too often from this network: try again in a few minutes";
    ErrorCode::FirstLoginOnline => Failed
        "首次在本窗口登录需要连接中心服务器；请在网络恢复后登录一次"
        "the first login at this window needs the server: log in once while it is reachable";
    ErrorCode::LoginUnconfirmed => Failed
        "中心很久没有确认过您的登录[（上次 {}）]；请在网络恢复后登录一次，或请其他同事登录"
        "the server has not confirmed your login for too long[ (last {})]: log in once while it is \
         reachable, or let a colleague go on";
    ErrorCode::PasswordChangeNeeded => Usage
        "须先修改密码：这是管理员给的密码，或已使用太久；请用 clerk password 修改，登记时设 \
         CLERK_NEW_PASSWORD"
        "the password must be changed first, as it was given out or is too old: `clerk password` does \
         it; set CLERK_NEW_PASSWORD as you enrol";
    ErrorCode::PasswordUnfit => Usage
        "新密码不符合规则[（{}）]：至少8个字符并含三类字符，或至少16个字符，且不易猜；请换一个"
        "the new password breaks the rules[ ({})]: 8 characters of three kinds, or 16, hard to guess: \
         choose another";
    ErrorCode::AppointmentEnded => Refused
        "按中心名册，您已不在本窗口任职；如有疑问请联系管理员"
        "by the centre's register you do not work at this window any more: ask the administrator";
    ErrorCode::DeviceEnded => Refused
        "本设备已停用或已被替换，不再签发；已办的业务仍会上报，请联系管理员"
        "this device was disabled or replaced and issues nothing; what it holds is still handed in: ask \
         the administrator";
    ErrorCode::IdleLockOutOfRange => Usage
        "自动锁定的时间不能这样设[（可设 {} 分钟）]"
        "the desk cannot lock by itself after so long[ ({} minutes are allowed)]";
    ErrorCode::NotYourWindow => Refused
        "该人员不属于本窗口的部门；请用本部门人员登录，或由管理员调整"
        "the person does not work at this window's department: use one who does";
    ErrorCode::CodeUnknown => Usage
        "一次性代码无效：不存在、已使用或已过期；请向管理员领取新代码"
        "the one-time code is unknown, used or too old: ask the administrator for a new one";
    ErrorCode::ServerUnreachable => Failed
        "连接不上中心服务器[（{}）]；本地办件不受影响，网络恢复后再试"
        "the server is away[ ({})]: work goes on here, try again when the network is back";
    ErrorCode::CertificateExpired => Failed
        "中心的证书[（{}）]不在有效期内；请核对本机日期，日期无误请中心更换证书"
        "the server's certificate[ ({})] is not valid now: check the device's date, else the centre \
         must renew it";
    ErrorCode::CertificateOtherHost => Failed
        "应答者的证书不是该地址[（{}）]的；请核对地址，无误请联系中心，密码没有发出"
        "the certificate is not for this address[ ({})]: check the address, else tell the centre; \
         no password was sent";
    ErrorCode::CertificateUntrusted => Failed
        "中心的证书[（{}）]本机不信任；中心自建证书机构的，登记时用 --ca 指明，否则请联系中心，密码没有发出"
        "this device does not trust the server's certificate[ ({})]: name the centre's own authority \
         with --ca as you enrol, else tell the centre; no password was sent";
    ErrorCode::AuthorityWrong => Usage
        "证书文件不能用[（{}）]；应为 PEM 格式的证书"
        "the certificate file cannot be used[ ({})]: certificates in PEM are expected";
    ErrorCode::ServerNonsense => Failed
        "该地址有应答，但不像中心服务器[（{}）]；请检查地址、代理和网络登录页"
        "what answers is not the server[ ({})]: check the address, proxies and login pages";
    ErrorCode::ServerFailed => Failed
        "中心服务器出错，未能处理；请稍后再试，持续出现请联系中心"
        "the server failed on its side: try again later, tell the centre if it stays";
    ErrorCode::DeviceUnknown => Failed
        "中心服务器不认识本机；可能已登记了别的设备，请联系管理员重新登记"
        "the server does not know this device: ask the administrator for a new enrolment";
    ErrorCode::JournalFork => Failed
        "中心保存着本窗口的另一份流水：本机是副本或旧备份，已停止签发；请联系督查员"
        "the server holds another journal of this window: this is a copy or an old backup; \
         issuing stops, call the supervisor";
    ErrorCode::ServerChanged => Failed
        "window.json 里的服务器地址或证书[（{}）]被改过，与登记时的不同；没有人有意改动的，请停用本机并联系中心；\
         确需更换，请恢复原文件后用 clerk server"
        "the server or its certificate in window.json[ ({})] is not the one that this window was told: where \
         nobody meant it, stop here and tell the centre; else put the file back and use `clerk server`";
    ErrorCode::AddressWrong => Usage
        "服务器地址不正确[（{}）]；应形如 https://centre.example"
        "the server's address is no address[ ({})]: one like https://centre.example is expected";
    ErrorCode::FieldProblems => Usage
        "填写内容有误；请按下列提示更正"
        "the input has problems: correct the fields below";
    ErrorCode::ItemUnknown => Usage
        "本窗口没有这个事项[（{}）]；可用 clerk items 查看"
        "this window has no such item[ ({})]: `clerk items` lists them";
    ErrorCode::MaterialUnknown => Usage
        "该事项没有这种材料[（{}）]；可用 clerk item 查看材料代码"
        "the item has no such material[ ({})]: `clerk item` lists them";
    ErrorCode::ExemptionUnknown => Usage
        "该收费没有这种减免[（{}）]；可用 clerk item 查看减免代码"
        "the fee has no such exemption[ ({})]: `clerk item` lists them";
    ErrorCode::ExemptionNotProved => Refused
        "没有提交减免的证明材料[（{}）]；请先收下材料（clerk supply），再受理"
        "what proves the exemption was not handed in[ ({})]: take it in with `clerk supply` first";
    ErrorCode::CaseUnknown => Usage
        "本窗口没有这件办件[（{}）]；可用 clerk find 查找"
        "this window has no such case[ ({})]: look for it with `clerk find`";
    ErrorCode::DraftUnknown => Usage
        "没有这份草稿[（{}）]；可能已收件或已删除"
        "there is no such draft[ ({})]: it was received or thrown away";
    ErrorCode::NotPermitted => Refused
        "办件在当前状态[（{}）]不能这样办；可用 clerk show 查看可办事项"
        "the act does not follow in the case's state[ ({})]: `clerk show` tells what may be done";
    ErrorCode::RoleForbidden => Refused
        "您的岗位无权这样办；请由首席代表等有权人员办理"
        "your role may not do this: ask the chief representative";
    ErrorCode::OtherWindow => Refused
        "该件由另一窗口[（{}）]收件，只能由其办理"
        "the case belongs to another window[ ({})], which alone may act on it";
    ErrorCode::NotAuthorised => Refused
        "不能由您当场签发，理由如下；需上级决定的请转办（clerk refer）"
        "you may not issue this, for the reasons below: refer it with `clerk refer`";
    ErrorCode::MayNotRefuse => Refused
        "授权书没有授予您不予许可、不予受理的权限；请交首席代表办理"
        "no grant lets you refuse this case or not accept it: leave it to the chief representative";
    ErrorCode::NothingToRefer => Refused
        "该件由本窗口决定，不需要转办；请直接签发或不予许可"
        "the decision is this window's own, there is nothing to refer: issue or refuse it";
    ErrorCode::MaterialsMissing => Refused
        "必要材料不齐[（{}）]，不能受理；请一次性告知补正（clerk correct）"
        "required materials are missing[ ({})]: tell the applicant with `clerk correct`";
    ErrorCode::NothingMissing => Refused
        "材料齐全，没有需要补正的内容；可以受理"
        "nothing is missing, so there is nothing to correct: accept the case";
    ErrorCode::AlreadyNotified => Refused
        "已经一次性告知过，不能再次告知（行政许可法第三十二条）"
        "the applicant was notified already; that is done once (Licensing Law, art. 32)";
    ErrorCode::AlreadyAnswered => Refused
        "这条咨询已经答复"
        "the enquiry was answered already";
    ErrorCode::AlreadyClosed => Refused
        "已经办结，不能再办"
        "it was closed already";
    ErrorCode::EnquiryUnknown => Usage
        "没有这条咨询[（{}）]；可用 clerk enquiry list 查看"
        "there is no such enquiry[ ({})]: `clerk enquiry list` lists them";
    ErrorCode::DayNotOpened => Refused
        "今天尚未开窗；请先运行 clerk day open"
        "the window's day was not opened: run `clerk day open` first";
    ErrorCode::DayStillOpen => Refused
        "[{} ]的一天尚未日结；请先运行 clerk day close，再开窗"
        "the day[ of {}] is still open: run `clerk day close` first";
    ErrorCode::KeptNotShown => Failed
        "已办妥并保存，只是办结后的页面未能显示[（{}）]；请用 clerk show 查看，不要重办"
        "it was done and is kept; only the view after it failed[ ({})]: look with `clerk show`, and do it no more";
    ErrorCode::IssuingHalted => Refused
        "本窗口已停止签发[（{}）]，其他办理照常；请用 clerk status 查看解除码编号，向督查员索取解除码，再运行 clerk clear"
        "the window issues nothing[ ({})], all else goes on: tell the supervisor the number that \
         `clerk status` shows, and run `clerk clear` with the code";
    ErrorCode::ClearanceWrong => Usage
        "解除码不正确；请与督查员核对编号[ {}]，重新输入"
        "the clearance code is wrong: check the number[ {}] with the supervisor";
    ErrorCode::ClearancesUsedUp => Refused
        "本机的解除码已用完；请先同步，再请管理员给出新的登记码，把本机重新登记"
        "all clearance codes of this device are used: sync, then enrol it anew with a new one-time code";
    ErrorCode::FeeUnpaid => Refused
        "费用未缴，不能签发；请先收费（clerk charge）"
        "the fee is not paid: charge it first with `clerk charge`";
    ErrorCode::SecondOfficerNeeded => Refused
        "该件须由两名以上工作人员核查材料，还没有签发人以外的人核查；请另一名工作人员登录并登记核查（clerk verify-materials），再签发"
        "two officers must verify the materials, and nobody but the issuer has: another officer logs in \
         and records the check with `clerk verify-materials`, then issue it";
    ErrorCode::NoFeeDue => Refused
        "没有待缴费用：该件免费、已免缴或已缴清"
        "no fee is due: the case is free, exempt or paid";
    ErrorCode::LicenceRevoked => Refused
        "该证照已被撤销或者替代[（{}）]，不能送达；请收回已打印的文书，联系中心"
        "the licence was revoked or replaced[ ({})] and is not handed over: keep the paper and ask the centre";
    ErrorCode::LicenceSuperseded => Refused
        "原证照[ {}] 已有新的版次或已注销，不能再按收件时的版次办理；请重新收件"
        "the licence[ {}] has a newer version or was cancelled since the case was taken in: take it in anew";
    ErrorCode::NumbersExhausted => Failed
        "号段已用完[（{}）]；请联网同步领取新号段（clerk sync）"
        "no numbers are left[ in series {}]: sync with the centre to lease more";
    ErrorCode::PackUntrusted => Failed
        "收到的规则包未经本中心签名、被改动或较旧[（{}）]，未采用；现有规则包不变，请联系中心管理员"
        "what came as rule pack is not this centre's, was altered or is older[ ({})]: it was not \
         taken and the one here stays; tell the administrator";
    ErrorCode::PackNotInForce => Refused
        "规则包不在有效期内[（至 {}）]，暂停签发，收件照常；请联网同步更新规则包"
        "the rule pack is not in force today[ (until {})]: nothing is issued under it, receiving \
         goes on; sync for a newer one";
    ErrorCode::ReasonNeeded => Usage
        "需要填写理由或核查情况，1 至 500 字"
        "a reason or finding of 1 to 500 characters is needed";
    ErrorCode::NotPrinted => Refused
        "证照还没有打印，不能送达；请先打印（clerk print）"
        "the licence was not printed yet: print it first with `clerk print`";
    ErrorCode::DocumentUnavailable => Refused
        "该件还没有这份文书；可用 clerk show 查看可打印的文书"
        "the case has no such paper yet: `clerk show` lists its papers";
    ErrorCode::NoReport => Refused
        "没有断网期间的办理，所以没有对账单"
        "nothing was done during an outage, so that there is no report of one";
    ErrorCode::GlyphMissing => Failed
        "字库缺字[“{}”]，文书未打印；请联系中心补充字库"
        "a character[, {},] is in no font, so nothing was printed: tell the centre";
    ErrorCode::PaperImpossible => Failed
        "文书无法生成[：{}]；办件已保存，请核对所填内容并联系支持人员"
        "the paper cannot be made[: {}]; the case is kept, check what was typed and call support";
    ErrorCode::NoCodeFound => Usage
        "文件里没有找到证照二维码；请换清晰的图片或原 PDF，或直接给出二维码的文字"
        "no licence's QR code is found in the file: give a sharper image, the PDF, or the code's text";
    ErrorCode::FileTooLarge => Usage
        "文件太大，不会是一份证照；请只给出证照那一页，32 MB 以内"
        "the file is too large for a licence: give the licence's page alone, at most 32 MB";
    ErrorCode::ScannerMissing => Failed
        "缺少读取文件的程序[（{}）]；请安装，或直接给出二维码的文字"
        "a program that reads such a file is missing[ ({})]: install it, or give the QR code's text";
    ErrorCode::PrinterUnavailable => Failed
        "打印目录不可写[（{}）]，没有打印；请检查目录后重新打印，办件不受影响"
        "the print folder cannot be written[ ({})]: repair it and print again, the case is kept";
    ErrorCode::BundleNotOne => Usage
        "这不是交换文件；请选择中心给的答复文件"
        "this is no exchange file: choose the reply that the centre wrote";
    ErrorCode::BundleCut => Usage
        "文件不完整，没有导入；请从原处重新拷贝"
        "the file is cut off, nothing was taken in: copy it again from where it was written";
    ErrorCode::BundleTooLarge => Usage
        "文件过大，不是交换文件；请选择中心给的答复文件"
        "the file is larger than any exchange file: choose the reply that the centre wrote";
    ErrorCode::BundleAltered => Usage
        "文件在写成后被改动，没有导入；请重新拷贝，仍不行请中心用 bundle reply 重写，并查清经过谁手"
        "the file was altered, nothing was taken in: copy it again, else have the centre write it \
         anew with `bundle reply` and look into who had it";
    ErrorCode::BundleNewer => Usage
        "文件由更新版本的程序写成；请升级本程序"
        "the file was written by a newer program: update this one";
    ErrorCode::BundleWrongWay => Usage
        "这是窗口的请求文件，应送往中心；这里只导入中心的答复"
        "this is a window's request, to be carried to the centre: here its reply is taken in";
    ErrorCode::BundleForeign => Usage
        "文件不是给本窗口的[，它涉及窗口 {}]；请送到它该去的地方"
        "the file is not for this window[, but concerns {}]: take it to where it belongs";
    ErrorCode::BundleSenderForeign => Usage
        "文件不是由本窗口的中心写成[（称涉及窗口 {}）]；请核对来源，向本中心索取答复"
        "the file was not written by this window's centre[ (it says it concerns {})]: check where it \
         came from, and get the reply from this centre";
    ErrorCode::BundleReplayed => Usage
        "这份答复已导入过[（{}）]，不会重复办理；无需再做什么"
        "this reply was taken in already[ at {}]: nothing is left to do";
    ErrorCode::BundleNotAwaited => Usage
        "没有请求在等这份答复：已有更新的答复，或已联网同步；有待上报的请重新导出"
        "no request waits for this reply, as a later one or a sync came first: export anew where \
         there is anything to send";
    ErrorCode::BundleFileExists => Usage
        "文件已存在[（{}）]，没有导出；请换一个文件名，或加 --overwrite"
        "the file is there already[ ({})], nothing was exported: name another, or give --overwrite";
    ErrorCode::BundleFileFailed => Failed
        "交换文件写不进去[（{}）]，没有导出；请检查目录、磁盘和权限"
        "the exchange file cannot be written[ ({})], nothing was exported: check folder, disk and \
         rights";
    ErrorCode::DiskFull => Failed
        "磁盘已满[（{}）]，本次操作没有保存；请清理空间后重试"
        "the disk is full[ ({})], nothing of this was kept: make room and try again";
    ErrorCode::StorageFailed => Failed
        "窗口数据目录无法读写[（{}）]；请检查磁盘和权限"
        "the window's folder cannot be read or written[ ({})]: check disk and rights";
    ErrorCode::StorageDamaged => Failed
        "本地数据已损坏[（{}）]；请停止使用并联系支持人员"
        "local data are damaged[ ({})]: stop working here and call support";
    ErrorCode::SchemaNewer => Failed
        "数据由更新版本的程序写成；请升级本程序"
        "the data were written by a newer program: update this one";
    ErrorCode::StorageBusy => Failed
        "另一个程序长时间占用数据库；请关闭它再试"
        "another process holds the database: close it and try again";
    ErrorCode::Internal => Failed
        "程序内部错误[：{}]；请把这段文字交给支持人员"
        "a fault of the program[: {}]; give this text to support";
}

table! {
    /// What the command line itself stopped at. The first row is never read: see [`CliError::told`].
    fn of_command_line(CliError), rows OWN_ROWS;
    CliError::Desk(_) => Failed
        "程序内部错误[：{}]"
        "a fault of the program[: {}]";
    CliError::NoFolder => Usage
        "找不到主目录；请用 --data 指明窗口数据目录"
        "no home folder is known: name the window's folder with --data";
    CliError::PersonNeeded => Usage
        "不知道由谁办理；请用 --person 指明登录名"
        "nobody is named: give --person";
    CliError::PasswordNeeded => Usage
        "没有密码；请设 CLERK_PASSWORD，或从标准输入给出一行"
        "no password: set CLERK_PASSWORD, or give it as a line of standard input";
    CliError::FileUnreadable { .. } => Usage
        "文件读不出来[：{}]；请检查路径和权限"
        "the file cannot be read[: {}]; check its path and rights";
    CliError::FileUnwritable { .. } => Failed
        "文件没有写成[：{}]；请检查路径、磁盘和权限后再试"
        "the file was not written[: {}]; check its path, disk and rights, then try again";
    CliError::FileWrong { .. } => Usage
        "文件内容不符合要求[：{}]；请更正后再试"
        "the file is not as expected[: {}]; correct it and try again";
    CliError::Pack(_) => Usage
        "规则包不能用[：{}]；请更正后再试"
        "the rule pack cannot be used[: {}]; correct it and try again";
    CliError::NumberWrong { .. } => Usage
        "号码有误[：{}]"
        "the number is wrong[: {}]";
    CliError::NotValid => Refused
        "这份证照不能采信，见上"
        "the licence is not to be relied on: see above";
    CliError::BooksDiffer => Failed
        "号段台账不平，见上；请停止签发并联系支持人员"
        "a number book does not add up, see above: stop issuing and call support";
    CliError::NothingToDecide => Refused
        "办件在当前状态没有待作的决定；可用 clerk show 查看"
        "no decision is open for the case in its state: see `clerk show`";
    CliError::NoOriginal => Refused
        "原件还没有打印，不能打印副本；请去掉 --copy"
        "the original was not printed yet: leave out --copy";
    CliError::Output(_) => Failed
        "结果无法输出[：{}]；操作本身已经完成，请勿重复"
        "the result could not be written[: {}]; what was asked is done, do not repeat it";
}

impl CliError {
    /// The error's stable code.
    pub fn code(&self) -> String {
        let own = match self {
            Self::Desk(error) => return error.code.as_text(),
            Self::NoFolder => "no_folder",
            Self::PersonNeeded => "person_needed",
            Self::PasswordNeeded => "password_needed",
            Self::FileUnreadable { .. } => "file_unreadable",
            Self::FileUnwritable { .. } => "file_unwritable",
            Self::FileWrong { .. } => "file_wrong",
            Self::Pack(_) => "pack_unusable",
            Self::NumberWrong { code, .. } => code,
            Self::NotValid => "not_valid",
            Self::BooksDiffer => "books_differ",
            Self::NothingToDecide => "nothing_to_decide",
            Self::NoOriginal => "no_original",
            Self::Output(_) => "output",
        };
        own.to_owned()
    }

    /// How the command ends.
    pub fn exit(&self) -> Exit {
        self.told().exit
    }

    /// The sentence that says what, where and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        self.told().sentence(lang, &self.shown_detail(lang))
    }

    fn told(&self) -> Told {
        match self {
            Self::Desk(error) => of_desk(&error.code),
            own => of_command_line(own),
        }
    }

    /// What belongs to the error, without the sentence; may be empty.
    pub fn detail(&self) -> String {
        match self {
            Self::Desk(error) => error.detail.clone(),
            Self::NumberWrong { message, .. } => message.clone(),
            Self::Output(reason) => reason.clone(),
            Self::FileUnreadable { .. }
            | Self::FileUnwritable { .. }
            | Self::FileWrong { .. }
            | Self::Pack(_) => self.to_string(),
            Self::NoFolder
            | Self::PersonNeeded
            | Self::PasswordNeeded
            | Self::NotValid
            | Self::BooksDiffer
            | Self::NothingToDecide
            | Self::NoOriginal => String::new(),
        }
    }

    /// The detail as a person reads it: a state by its name, an instant as a time, and none of
    /// what was meant for a log.
    fn shown_detail(&self, lang: Lang) -> String {
        let detail = self.detail();
        let Self::Desk(error) = self else { return detail };
        match error.code {
            ErrorCode::NotPermitted => {
                words::read(&detail).map_or(detail, |state| words::state(state, lang).to_owned())
            }
            // The server tells neither the tries left nor the end of a lock.
            ErrorCode::PasswordWrong => {
                detail.parse().map_or_else(|_| String::new(), |left: u32| left.to_string())
            }
            ErrorCode::LockedOut | ErrorCode::BundleReplayed => {
                let until = DateTime::parse_from_rfc3339(&detail);
                until.map_or_else(|_| String::new(), words::instant)
            }
            _ => detail,
        }
    }
}

#[cfg(test)]
mod tests;
