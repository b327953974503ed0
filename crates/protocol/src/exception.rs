//! Why an entry that the server keeps needs a supervisor, and what is to be done about it. The one
//! place of these texts: the server prints them, and the window shows them in its report.

/// Why an entry opened an exception. The entry is kept all the same: it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`what` says it")]
pub enum ExceptionCode {
    ActUnsigned,
    ActorElsewhere,
    ActorNotAppointed,
    ActorUnknown,
    CaseRule,
    ClockAhead,
    DecisionDiffers,
    DeviceEnded,
    ExistingDiffers,
    FeeDiffers,
    GrantRevoked,
    ItemElsewhere,
    JournalFork,
    LicenceDiffers,
    LicenceInDoubt,
    LicenceNumberTwice,
    LicenceSignatureWrong,
    LimitExceeded,
    NumberNotLeased,
    NumberReturned,
    PackUnknown,
    PlaceTwice,
    ReceiptTwice,
    RoleForbidden,
    SecondOfficerMissing,
    TextTooLong,
    TimeBeforeContact,
}

/// What an exception comes to for the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExceptionKind {
    /// The act contradicts another one that is held.
    Conflict,
    /// The act is beyond what the window or the person may do.
    BeyondAuthority,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// 中文
    pub zh: &'static str,
    /// English
    pub en: &'static str,
}

const fn both(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual { zh, en }
}

impl ExceptionCode {
    /// Every code.
    pub const ALL: [Self; 27] = [
        Self::ActUnsigned,
        Self::ActorElsewhere,
        Self::ActorNotAppointed,
        Self::ActorUnknown,
        Self::CaseRule,
        Self::ClockAhead,
        Self::DecisionDiffers,
        Self::DeviceEnded,
        Self::ExistingDiffers,
        Self::FeeDiffers,
        Self::GrantRevoked,
        Self::ItemElsewhere,
        Self::JournalFork,
        Self::LicenceDiffers,
        Self::LicenceInDoubt,
        Self::LicenceNumberTwice,
        Self::LicenceSignatureWrong,
        Self::LimitExceeded,
        Self::NumberNotLeased,
        Self::NumberReturned,
        Self::PackUnknown,
        Self::PlaceTwice,
        Self::ReceiptTwice,
        Self::RoleForbidden,
        Self::SecondOfficerMissing,
        Self::TextTooLong,
        Self::TimeBeforeContact,
    ];

    /// The code as it is stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ActUnsigned => "act_unsigned",
            Self::ActorElsewhere => "actor_elsewhere",
            Self::ActorNotAppointed => "actor_not_appointed",
            Self::ActorUnknown => "actor_unknown",
            Self::CaseRule => "case_rule",
            Self::ClockAhead => "clock_ahead",
            Self::DecisionDiffers => "decision_differs",
            Self::DeviceEnded => "device_ended",
            Self::ExistingDiffers => "existing_differs",
            Self::FeeDiffers => "fee_differs",
            Self::GrantRevoked => "grant_revoked",
            Self::ItemElsewhere => "item_elsewhere",
            Self::JournalFork => "journal_fork",
            Self::LicenceDiffers => "licence_differs",
            Self::LicenceInDoubt => "licence_in_doubt",
            Self::LicenceNumberTwice => "licence_number_twice",
            Self::LicenceSignatureWrong => "licence_signature_wrong",
            Self::LimitExceeded => "limit_exceeded",
            Self::NumberNotLeased => "number_not_leased",
            Self::NumberReturned => "number_returned",
            Self::PackUnknown => "pack_unknown",
            Self::PlaceTwice => "place_twice",
            Self::ReceiptTwice => "receipt_twice",
            Self::RoleForbidden => "role_forbidden",
            Self::SecondOfficerMissing => "second_officer_missing",
            Self::TextTooLong => "text_too_long",
            Self::TimeBeforeContact => "time_before_contact",
        }
    }

    /// The code of that name; `None` where a newer server sent it.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == name)
    }

    /// What it comes to.
    pub fn kind(self) -> ExceptionKind {
        match self {
            Self::CaseRule
            | Self::ExistingDiffers
            | Self::JournalFork
            | Self::LicenceNumberTwice
            | Self::PlaceTwice
            | Self::ReceiptTwice => ExceptionKind::Conflict,
            Self::ActUnsigned
            | Self::ActorElsewhere
            | Self::ActorNotAppointed
            | Self::ActorUnknown
            | Self::ClockAhead
            | Self::DecisionDiffers
            | Self::DeviceEnded
            | Self::FeeDiffers
            | Self::GrantRevoked
            | Self::ItemElsewhere
            | Self::LicenceDiffers
            | Self::LicenceInDoubt
            | Self::LicenceSignatureWrong
            | Self::LimitExceeded
            | Self::NumberNotLeased
            | Self::NumberReturned
            | Self::PackUnknown
            | Self::RoleForbidden
            | Self::SecondOfficerMissing
            | Self::TextTooLong
            | Self::TimeBeforeContact => ExceptionKind::BeyondAuthority,
        }
    }

    /// What is wrong.
    pub fn what(self) -> Bilingual {
        match self {
            Self::ActUnsigned => both(
                "办理人没有用自己的密钥签名",
                "the person who is named did not sign it with the own key",
            ),
            Self::ActorElsewhere => {
                both("办理人不属于本窗口的部门", "the person belongs to another department")
            }
            Self::ActorNotAppointed => {
                both("办理人当时没有任职", "the person held no appointment at that time")
            }
            Self::ActorUnknown => {
                both("办理人不在中心的人员名册中", "the centre knows no such person")
            }
            Self::CaseRule => both("办件状态不允许这一步", "the act does not follow in its case"),
            Self::ClockAhead => both(
                "设备时钟快于中心超过五分钟",
                "the device's clock was more than five minutes ahead",
            ),
            Self::DecisionDiffers => both(
                "中心按同一规则得出不同的决定",
                "the centre decides otherwise by the same rules",
            ),
            Self::DeviceEnded => {
                both("设备已停用或已被替换后办理", "done after the device was disabled or replaced")
            }
            Self::ExistingDiffers => both(
                "原证照与中心的记录不符，或者中心尚未收到",
                "the licence before is not this holder's at the centre, or is not there yet",
            ),
            Self::FeeDiffers => {
                both("费用与中心的收费标准不符", "the fee is not what the tariff says")
            }
            Self::GrantRevoked => {
                both("签发时授权书已撤销", "the grant was revoked when it was issued")
            }
            Self::ItemElsewhere => {
                both("事项不属于本窗口的部门", "the item is another department's")
            }
            Self::JournalFork => both(
                "窗口流水分叉：有副本或曾恢复到旧备份",
                "the journal forked: a copy, or a window restored",
            ),
            Self::LicenceDiffers => both(
                "证照所载与办件和规则不符",
                "the licence says other than its case and the rules",
            ),
            Self::LicenceInDoubt => {
                both("作废的证照本身待核实", "the licence that it makes void is being checked")
            }
            Self::LicenceNumberTwice => {
                both("证照号与另一证照相同", "another licence has this number")
            }
            Self::LicenceSignatureWrong => {
                both("证照上的签名不是签发人的", "the signature on the licence is not the issuer's")
            }
            Self::LimitExceeded => {
                both("合并各窗口后超出授权限额", "beyond a limit of the grant, all windows counted")
            }
            Self::NumberNotLeased => {
                both("证照号不在本窗口的号段内", "the number lies in no block of the window")
            }
            Self::NumberReturned => both(
                "证照号属于已交回的号段",
                "the number was given back before: a copy, or a window restored",
            ),
            Self::PackUnknown => both(
                "中心没有签发所依据的规则包版本",
                "the centre never published the rules it names",
            ),
            Self::PlaceTwice => {
                both("同一号位发出两个证照号", "the same place of a block was given twice")
            }
            Self::ReceiptTwice => {
                both("收费凭据号与另一凭据相同", "another receipt has this number")
            }
            Self::RoleForbidden => {
                both("办理人的岗位无权做这一步", "the person's role may not do this act")
            }
            Self::SecondOfficerMissing => both(
                "须由两名以上工作人员核查材料，签发前没有另一人核查",
                "two officers must verify the materials, and only the issuer had",
            ),
            Self::TextTooLong => both(
                "所载文字超过窗口程序允许的长度",
                "a text in it is longer than a desk lets anybody type",
            ),
            Self::TimeBeforeContact => both(
                "所称时间早于窗口与中心的上次联系",
                "the time that is claimed lies before the window's last contact",
            ),
        }
    }

    /// What is to be done.
    pub fn remedy(self) -> Bilingual {
        match self {
            Self::ActUnsigned => both(
                "向办理人本人核实：确由其办理的确认，否则按冒用处理",
                "ask the person; confirm what that person did, else treat it as done in a false name",
            ),
            Self::ActorElsewhere => both(
                "核实办理人是否借调：确有授权的确认，否则撤销证照",
                "establish whether the person was lent; confirm the act, or revoke the licence",
            ),
            Self::ActorNotAppointed => both(
                "核实离岗时间：确在任职期间办理的确认，否则撤销证照",
                "establish when the person left; confirm what was done before, else revoke the licence",
            ),
            Self::ActorUnknown => both(
                "核实办理人身份；确有权限的补登人员并确认，否则撤销证照",
                "establish who acted; enter the person and confirm, or revoke the licence",
            ),
            Self::CaseRule => both(
                "核对办件的全部记录，确认事实以哪一步为准，必要时更正",
                "compare the whole case, confirm which act holds, and correct it where needed",
            ),
            Self::ClockAhead => both(
                "核实实际签发时间，校准设备时钟后确认",
                "establish the true time of issue, set the device's clock, then confirm",
            ),
            Self::DecisionDiffers => both(
                "由分管领导复核：符合条件的确认，不符合的撤销证照",
                "have the leader review it: confirm the licence, or revoke it",
            ),
            Self::DeviceEnded => both(
                "查明设备在谁手中：属实办理的确认，否则撤销证照",
                "establish who had the device; confirm what was truly done, else revoke the licence",
            ),
            Self::ExistingDiffers => both(
                "核对原证照及持证人：属实的确认，否则撤销证照",
                "compare the licence before and its holder; confirm where they are right, else revoke",
            ),
            Self::FeeDiffers => both(
                "核对收费标准：应补收的补收，多收的退还，再确认",
                "compare the tariff; collect or refund the difference, then confirm",
            ),
            Self::GrantRevoked => both(
                "由授权部门决定：追认的确认，不追认的撤销证照并换发",
                "the department decides: confirm it, or revoke the licence and give a replacement",
            ),
            Self::ItemElsewhere => both(
                "查明窗口为何办理；由事项的部门确认，否则撤销证照",
                "establish why it was done; its department confirms it, or the licence is revoked",
            ),
            Self::JournalFork => both(
                "查明副本来源，停用其中一个，再解除窗口的停签",
                "investigate the copy, retire one of the two, then clear the window",
            ),
            Self::LicenceDiffers => both(
                "对照办件核对证照的每一项：有误的撤销并换发",
                "compare each line with the case; revoke and replace what is wrong",
            ),
            Self::LicenceInDoubt => both(
                "核实证照号确属该办件的，确认作废；否则不确认，以免误伤他人证照",
                "confirm the void where the number is that case's own; else it would hit somebody else's",
            ),
            Self::LicenceNumberTwice => both(
                "收回后签发的证照，换发新号",
                "take back the later licence and give a replacement with a new number",
            ),
            Self::LicenceSignatureWrong => both(
                "查明是否伪造；属实签发的换发，否则撤销",
                "investigate a forgery; replace the licence if it was truly issued, else revoke it",
            ),
            Self::LimitExceeded => both(
                "由分管领导复核合并后的金额：追认的确认，否则撤销证照",
                "have the leader review the whole amount: confirm it, or revoke the licence",
            ),
            Self::NumberNotLeased => both(
                "核对号段台账；中心恢复过备份的确认，否则换发新号",
                "check the leases; confirm where the centre was restored, else give a replacement",
            ),
            Self::NumberReturned => both(
                "查明副本来源；证照属实的换发新号，否则撤销",
                "investigate the copy; replace the licence if it was truly issued, else revoke it",
            ),
            Self::PackUnknown => both(
                "查明窗口规则的来源，按已发布的规则复核",
                "investigate where the window's rules came from; review by published ones",
            ),
            Self::PlaceTwice => both(
                "查明副本；两个证照号不同，均有效的确认",
                "investigate the copy; the numbers differ, so confirm both where both are right",
            ),
            Self::ReceiptTwice => both(
                "核对两笔收费，后一笔换开凭据",
                "compare the two payments and give the later one a new receipt",
            ),
            Self::RoleForbidden => both(
                "由首席代表或分管领导复核：认可的确认，否则更正",
                "have the chief representative or the leader review it: confirm or correct it",
            ),
            Self::SecondOfficerMissing => both(
                "补由两名以上工作人员核查材料：属实的确认，不属实的撤销证照",
                "have two officers verify the materials now: confirm the licence, or revoke it",
            ),
            Self::TextTooLong => both(
                "查明窗口用什么程序写入；属实的确认，否则撤销证照",
                "establish what program wrote it; confirm what was truly done, else revoke the licence",
            ),
            Self::TimeBeforeContact => both(
                "核实实际办理时间和当时的授权：属实的确认，否则撤销证照",
                "establish the true time and what was granted then; confirm it, or revoke the licence",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ExceptionCode;

    #[test]
    fn each_code_is_read_back_and_says_what_to_do() {
        for code in ExceptionCode::ALL {
            assert_eq!(ExceptionCode::read(code.as_str()), Some(code));
            for text in [code.what(), code.remedy()] {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{code:?}");
            }
        }
        assert_eq!(ExceptionCode::read("of_tomorrow"), None);
        assert!(ExceptionCode::ALL.is_sorted_by(|a, b| a.as_str() < b.as_str()));
    }
}
