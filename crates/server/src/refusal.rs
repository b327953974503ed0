//! Why an act at a desk of the centre is refused: a code to act on, and in both languages what is wrong
//! and what to do.

use clerk_domain::case::CaseState;
use clerk_domain::why_not::WhyNot;
use clerk_protocol::{Bilingual, ProtocolError, Refusal};

/// Why the act was not done; nothing of it was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActRefusal {
    /// There is no such person, or the password is another one. Which of the two is not told.
    PasswordWrong,
    /// Too many wrong passwords; later again.
    LockedOut,
    /// Persons of this role do no such act.
    RoleForbidden,
    /// The person works for another department.
    OtherDepartment,
    /// No case of this number has reached the centre.
    CaseUnknown,
    /// Several cases have this number: a window has a copy, or was restored.
    CaseTwice,
    /// The case is not referred.
    NotReferred,
    /// It was referred to the window's own chief representative.
    WithTheChief,
    /// A leader has decided it before.
    AlreadyDecided,
    /// The centre has no such window and no such department.
    AddresseeUnknown,
    /// The department has no such item.
    ItemUnknown,
    /// The centre has no such enquiry.
    EnquiryUnknown,
    /// The enquiry was closed before.
    AlreadyClosed,
    /// The act does not follow for another reason.
    DoesNotFollow,
    /// A text is empty, too long, or has characters that cannot be seen.
    TextUnfit,
    /// No such person.
    PersonUnknown,
    /// Somebody has this login name.
    PersonTaken,
    /// No such window.
    WindowUnknown,
    /// A window has this name.
    WindowTaken,
    /// The rules have no such department.
    DepartmentUnknown,
    /// The person holds no appointment.
    NotAppointed,
    /// The person is disabled.
    Disabled,
    /// No device is this window.
    NoDevice,
    /// This is the last administrator.
    LastAdmin,
    /// The new password breaks the rules: 8 characters of three kinds, or 16, and hard to guess.
    PasswordUnfit,
    /// The password must be changed first.
    PasswordChangeNeeded,
    /// The person made too many keys at this window within a day.
    TooManyKeys,
}

const fn both(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual { zh, en }
}

impl ActRefusal {
    /// Every refusal.
    pub const ALL: [Self; 27] = [
        Self::PasswordWrong,
        Self::LockedOut,
        Self::RoleForbidden,
        Self::OtherDepartment,
        Self::CaseUnknown,
        Self::CaseTwice,
        Self::NotReferred,
        Self::WithTheChief,
        Self::AlreadyDecided,
        Self::AddresseeUnknown,
        Self::ItemUnknown,
        Self::EnquiryUnknown,
        Self::AlreadyClosed,
        Self::DoesNotFollow,
        Self::TextUnfit,
        Self::PersonUnknown,
        Self::PersonTaken,
        Self::WindowUnknown,
        Self::WindowTaken,
        Self::DepartmentUnknown,
        Self::NotAppointed,
        Self::Disabled,
        Self::NoDevice,
        Self::LastAdmin,
        Self::PasswordUnfit,
        Self::PasswordChangeNeeded,
        Self::TooManyKeys,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::PasswordWrong => "password_wrong",
            Self::LockedOut => "locked_out",
            Self::RoleForbidden => "role_forbidden",
            Self::OtherDepartment => "other_department",
            Self::CaseUnknown => "case_unknown",
            Self::CaseTwice => "case_twice",
            Self::NotReferred => "not_referred",
            Self::WithTheChief => "with_the_chief",
            Self::AlreadyDecided => "already_decided",
            Self::AddresseeUnknown => "addressee_unknown",
            Self::ItemUnknown => "item_unknown",
            Self::EnquiryUnknown => "enquiry_unknown",
            Self::AlreadyClosed => "already_closed",
            Self::DoesNotFollow => "does_not_follow",
            Self::TextUnfit => "text_unfit",
            Self::PersonUnknown => "person_unknown",
            Self::PersonTaken => "person_taken",
            Self::WindowUnknown => "window_unknown",
            Self::WindowTaken => "window_taken",
            Self::DepartmentUnknown => "department_unknown",
            Self::NotAppointed => "not_appointed",
            Self::Disabled => "disabled",
            Self::NoDevice => "no_device",
            Self::LastAdmin => "last_admin",
            Self::PasswordUnfit => "password_unfit",
            Self::PasswordChangeNeeded => "password_change_needed",
            Self::TooManyKeys => "too_many_keys",
        }
    }

    /// What is wrong, and what to do.
    pub fn text(self) -> Bilingual {
        match self {
            Self::PasswordWrong => both(
                "登录名或密码不正确；请核对后再试",
                "name or password is wrong; check both and try again",
            ),
            Self::LockedOut => {
                both("密码错误次数过多；请稍后再试", "too many wrong passwords; try again later")
            }
            Self::RoleForbidden => both(
                "此人的岗位不能做这一步；请换有权限的人登录",
                "persons of this role do not do this; let somebody who does log in",
            ),
            Self::OtherDepartment => both(
                "此人不属于该部门；请由该部门的分管领导办理",
                "the person works for another department; let that department's leader do it",
            ),
            Self::CaseUnknown => both(
                "中心没有此办件；请核对办件号，或先让窗口同步",
                "no case of this number has reached the centre; check it, or sync its window first",
            ),
            Self::CaseTwice => both(
                "此办件号对应多件办件；请先处理窗口流水分叉",
                "several cases have this number; settle the fork of the window's journal first",
            ),
            Self::NotReferred => both(
                "办件没有转办，无需领导决定；请先由窗口转办并同步",
                "the case is not referred; let its window refer it and sync first",
            ),
            Self::WithTheChief => both(
                "办件转给了窗口首席代表；请由首席代表在窗口办理",
                "it was referred to the window's chief representative, who decides it there",
            ),
            Self::AlreadyDecided => both(
                "此办件已有领导决定；要再次决定须由窗口重新转办",
                "a leader decided it before; to decide again, the window must refer it again",
            ),
            Self::AddresseeUnknown => both(
                "中心没有此窗口或部门；用 `clerk-server inspect` 查看",
                "no such window or department; `clerk-server inspect` lists them",
            ),
            Self::ItemUnknown => both(
                "该部门没有此事项；请核对事项代码",
                "the department has no such item; check the item's code",
            ),
            Self::EnquiryUnknown => both(
                "中心没有此咨询；用 `clerk-server enquiry list` 查看",
                "no such enquiry; `clerk-server enquiry list` lists them",
            ),
            Self::AlreadyClosed => both(
                "此咨询已办结；如有新问题请另提咨询",
                "the enquiry was closed before; ask anew where there is more to ask",
            ),
            Self::DoesNotFollow => both(
                "现在不能做这一步；请核对办件或咨询的记录",
                "this does not follow now; look at what was done before",
            ),
            Self::TextUnfit => both(
                "文字为空、过长或含看不见的字符；请改后再试",
                "a text is empty, too long or has unseen characters; change it and try again",
            ),
            Self::PersonUnknown => both(
                "中心没有此人；用 `clerk-server person list` 查看",
                "no such person; `clerk-server person list` lists them",
            ),
            Self::PersonTaken => both(
                "登录名已有人使用；请换一个登录名",
                "somebody has this login name; choose another one",
            ),
            Self::WindowUnknown => both(
                "中心没有此窗口；用 `clerk-server inspect` 查看",
                "no such window; `clerk-server inspect` lists them",
            ),
            Self::WindowTaken => {
                both("窗口代码已使用；请换一个代码", "a window has this name; choose another one")
            }
            Self::DepartmentUnknown => both(
                "规则包中没有此部门；请核对部门代码",
                "the rules have no such department; check its code",
            ),
            Self::NotAppointed => both(
                "此人现在没有任职；需要时请先任命",
                "the person holds no appointment; appoint the person first where needed",
            ),
            Self::Disabled => both(
                "账号已停用；要恢复请先重置密码",
                "the person is disabled; reset the password to let the person in again",
            ),
            Self::NoDevice => both(
                "没有设备是此窗口；无需停用",
                "no device is this window; nothing is to be disabled",
            ),
            Self::LastAdmin => both(
                "这是最后一名管理员；请先任命另一名管理员",
                "this is the last administrator; appoint another one first",
            ),
            Self::PasswordUnfit => both(
                "新密码不符合规则：至少8个字符并含三类字符，或至少16个字符，且不易猜；请换一个",
                "the new password breaks the rules: 8 characters of three kinds, or 16, and hard to guess; choose another",
            ),
            Self::PasswordChangeNeeded => both(
                "须先修改密码；用 `clerk-server person password` 修改",
                "the password must be changed first; `clerk-server person password` does it",
            ),
            Self::TooManyKeys => both(
                "此人今天在本窗口登记的新密钥过多；请一天后再试，或由管理员重置密码",
                "the person made too many new keys at this window; try again in a day, or have the password reset",
            ),
        }
    }
}

impl std::fmt::Display for ActRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Bilingual { zh, en } = self.text();
        write!(f, "[{}] {zh} · {en}", self.code())
    }
}

impl From<WhyNot> for ActRefusal {
    fn from(why: WhyNot) -> Self {
        match why {
            WhyNot::NotYourRole => Self::RoleForbidden,
            WhyNot::WrongState { state: CaseState::Referred } => Self::DoesNotFollow,
            WhyNot::WrongState { .. } => Self::NotReferred,
            WhyNot::WithTheChief => Self::WithTheChief,
            WhyNot::Closed => Self::AlreadyClosed,
            WhyNot::NotAppointed => Self::NotAppointed,
            WhyNot::Disabled => Self::Disabled,
            WhyNot::NoDevice => Self::NoDevice,
            _ => Self::DoesNotFollow,
        }
    }
}

/// What a person who logs in at a desk is told; `None` where the server itself failed.
pub(crate) fn of_login(error: &ProtocolError) -> Option<ActRefusal> {
    let ProtocolError::Refused { refusal, .. } = error else { return None };
    match refusal {
        Refusal::LockedOut => Some(ActRefusal::LockedOut),
        Refusal::PasswordWrong | Refusal::BadRequest => Some(ActRefusal::PasswordWrong),
        Refusal::PasswordUnfit => Some(ActRefusal::PasswordUnfit),
        Refusal::PasswordChangeNeeded => Some(ActRefusal::PasswordChangeNeeded),
        Refusal::NotYourWindow => Some(ActRefusal::NotAppointed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::ActRefusal;
    use std::collections::BTreeSet;

    #[test]
    fn each_has_a_code_of_its_own_and_says_what_to_do_in_both_languages() {
        let codes: BTreeSet<_> = ActRefusal::ALL.iter().map(|refusal| refusal.code()).collect();
        assert_eq!(codes.len(), ActRefusal::ALL.len());
        for refusal in ActRefusal::ALL {
            let text = refusal.text();
            assert!(text.zh.contains('；') && text.en.contains(';') || text.en.contains(", who"));
        }
    }
}
