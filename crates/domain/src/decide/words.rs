//! The decision in Chinese: sentences that are read aloud to the applicant.

use super::Reason;
use crate::grant::{Authority, Bound, Effect, Grant, Referee};
use crate::item::{Action, ApplicantKind};
use crate::money::{Currency, Money};
use crate::pack::Rate;
use crate::person::Role;
use chrono::NaiveDate;

pub(super) fn action(action: Action) -> &'static str {
    match action {
        Action::Establish => "设立",
        Action::Change => "变更",
        Action::Renew => "延续",
        Action::Cancel => "注销",
    }
}

pub(super) fn kind(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::Person => "个人",
        ApplicantKind::Enterprise => "企业",
        ApplicantKind::UniversityStudent => "大学生",
    }
}

pub(super) fn yes_or_no(value: bool) -> &'static str {
    if value { "是" } else { "否" }
}

pub(super) fn sign(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "≥",
        Bound::Above => ">",
        Bound::AtMost => "≤",
        Bound::Below => "<",
    }
}

/// `投资总额 < 3,000万 USD`
pub(super) fn limit(label: &str, bound: Bound, limit: &Money) -> String {
    format!("{label} {} {}", sign(bound), limit.readable())
}

/// `环评类别：登记表、报告表`
pub(super) fn allowed(label: &str, values: &[&str]) -> String {
    format!("{label}：{}", values.join("、"))
}

/// `（按2026-11-20汇率 100 USD = 712.34 CNY）`; nothing where no rate was needed.
pub(super) fn rates(rates: &[&Rate]) -> String {
    let one = |rate: &&Rate| {
        let (yuan, e4) = (rate.cny_per_hundred_e4 / 10_000, rate.cny_per_hundred_e4 % 10_000);
        let places = format!("{e4:04}");
        let places = places.strip_suffix("00").unwrap_or(&places);
        let cny = Currency::CNY;
        format!("按{}汇率 100 {} = {yuan}.{places} {cny}", rate.date, rate.currency)
    };
    match rates {
        [] => String::new(),
        rates => format!("（{}）", rates.iter().map(one).collect::<Vec<_>>().join("，")),
    }
}

/// The code and the words of what a met clause says.
pub(super) fn effect(effect: &Effect) -> (&'static str, String) {
    match effect {
        Effect::Issue { by: Authority::Clerk } => {
            ("issue_by_clerk", "窗口经办人可当场签发".to_owned())
        }
        Effect::Issue { by: Authority::Chief } => {
            ("issue_by_chief", "窗口首席代表可当场签发".to_owned())
        }
        Effect::Refer { to } => ("refer", format!("须{}", referral(*to))),
        Effect::Green => ("green", "进入绿色通道".to_owned()),
    }
}

fn referral(to: Referee) -> &'static str {
    match to {
        Referee::Chief => "报窗口首席代表",
        Referee::Leader => "报分管领导",
        Referee::Countersign => "送有关部门会签",
        Referee::ExpertReview => "组织专家评审",
        Referee::JointReview => "提交联审会办",
    }
}

/// A grant that does not hold on the day.
pub(super) fn expired(grant: &Grant, today: NaiveDate) -> String {
    if today < grant.valid_from {
        format!("该授权书自{}起生效，今天尚未生效，本款不适用", grant.valid_from)
    } else {
        format!("该授权书有效期至{}，已失效，本款不适用", grant.valid_until)
    }
}

/// `missing` names what is missing; empty where that is not known.
pub(super) fn materials_missing(missing: &[&str]) -> Reason {
    let list = missing.join("、");
    let (value, text) = match missing {
        [] => ("不齐全".to_owned(), "材料不齐全，请对照材料清单核对后一次性告知补正".to_owned()),
        _ => (format!("缺{list}"), format!("材料不齐全，缺：{list}，请一次性告知补正")),
    };
    whole("materials_missing", "材料齐全", &value, text)
}

pub(super) fn not_at_window(role: Role) -> Reason {
    let limit = format!("{}或{}", title(Role::Clerk), title(Role::Chief));
    let text = format!("{}不在窗口签发，须报分管领导", title(role));
    whole("not_at_window", &limit, title(role), text)
}

pub(super) fn above_authority() -> Reason {
    let (chief, clerk) = (title(Role::Chief), title(Role::Clerk));
    whole("above_authority", chief, clerk, format!("{clerk}无权签发，请{chief}签发"))
}

pub(super) fn no_clause() -> Reason {
    let text = "没有有效的授权条款允许窗口签发，须报分管领导".to_owned();
    whole("no_clause", "", "", text)
}

fn title(role: Role) -> &'static str {
    match role {
        Role::Clerk => "窗口经办人",
        Role::Chief => "窗口首席代表",
        Role::Leader => "分管领导",
        Role::Supervisor => "督查员",
        Role::Admin => "管理员",
    }
}

fn whole(code: &str, limit: &str, value: &str, text: String) -> Reason {
    Reason {
        code: code.to_owned(),
        met: true,
        grant: String::new(),
        clause: String::new(),
        limit: limit.to_owned(),
        value: value.to_owned(),
        text,
    }
}
