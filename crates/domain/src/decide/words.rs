//! The decision in Chinese: sentences that are read aloud to the applicant.

use super::compare::NoRate;
use super::{OFFLINE_SOFT_HOURS, Reason, WITHIN_LIMIT};
use crate::clock::china;
use crate::grant::{Authority, Bound, Clause, Effect, Grant, ReferralTarget};
use crate::ids::PersonId;
use crate::item::{Action, ApplicantKind, Item};
use crate::money::{self, Currency, Money};
use crate::pack::Rate;
use crate::person::Role;
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) fn action(action: Action) -> &'static str {
    match action {
        Action::Establish => "设立",
        Action::Change => "变更",
        Action::Renew => "延续",
        Action::Duplicate => "补领",
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
    [label, " ", sign(bound), " ", &limit.readable()].concat()
}

/// `环评类别：登记表、报告表`
pub(super) fn allowed(label: &str, values: &[&str]) -> String {
    match values {
        [one] => [label, "：", one].concat(),
        several => [label, "：", &several.join("、")].concat(),
    }
}

/// `（按2026-11-20汇率 100 USD = 712.34 CNY）`; nothing where no rate was needed.
pub(super) fn rates(rates: &[&Rate]) -> String {
    let one = |rate: &Rate| {
        let (Rate { currency, date, .. }, cny) = (rate, Currency::CNY);
        let (yuan, e4) = (rate.cny_per_hundred_e4 / 10_000, rate.cny_per_hundred_e4 % 10_000);
        // A clerk waits for this at each letter: so the usual two places are one piece.
        match (e4 / 100, e4 % 100) {
            (places, 0) => format!("按{date}汇率 100 {currency} = {yuan}.{places:02} {cny}"),
            _ => format!("按{date}汇率 100 {currency} = {yuan}.{e4:04} {cny}"),
        }
    };
    match rates {
        [] => String::new(),
        [rate] => ["（", &one(rate), "）"].concat(),
        rates => ["（", &rates.iter().map(|rate| one(rate)).collect::<Vec<_>>().join("，"), "）"]
            .concat(),
    }
}

/// `USD 汇率是2026-07-01的，已过145天，超过31天的限额`
pub(super) fn no_rate(why: NoRate, today: NaiveDate) -> String {
    match why {
        NoRate::Missing { currency } => format!("没有 {today} 可用的 {currency} 汇率"),
        NoRate::Stale { currency, date, age_days, limit_days } => {
            format!("{currency} 汇率是{date}的，已过{age_days}天，超过{limit_days}天的限额")
        }
    }
}

/// The code and the words of what a met clause says.
pub(super) fn effect(effect: &Effect) -> (&'static str, Cow<'static, str>) {
    match effect {
        Effect::Issue { by: Authority::Clerk } => ("issue_by_clerk", "窗口经办人可当场签发".into()),
        Effect::Issue { by: Authority::Chief } => {
            ("issue_by_chief", "窗口首席代表可当场签发".into())
        }
        Effect::Refer { to } => ("refer", ["须", referral(*to)].concat().into()),
        Effect::Green => ("green", "进入绿色通道".into()),
        Effect::SecondOfficer => {
            let text = "材料的实质内容须由两名以上工作人员核查（行政许可法第三十四条）";
            ("second_officer", text.into())
        }
    }
}

fn referral(to: ReferralTarget) -> &'static str {
    match to {
        ReferralTarget::Chief => "报窗口首席代表",
        ReferralTarget::Leader => "报分管领导",
        ReferralTarget::Countersign => "送有关部门会签",
        ReferralTarget::ExpertReview => "组织专家评审",
        ReferralTarget::JointReview => "提交联审会办",
    }
}

/// Sums, a currency each: `2,000万 USD、300万 CNY`.
pub(super) fn sums(sums: &[(Currency, i128)]) -> String {
    let sums = sums.iter().map(|(currency, sum)| money::readable(*sum, *currency));
    sums.collect::<Vec<_>>().join("、")
}

/// A grant that somebody else holds.
pub(super) fn not_holder(grant: &Grant, holder: &PersonId, person: Option<&PersonId>) -> Reason {
    let value = person.map_or("未说明", |person| person.as_str());
    let text = format!("只授权给 {holder} 本人，须由其签发，本次办理人：{value}");
    of_grant(grant, "被授权人", "not_holder", holder.as_str(), value, text)
}

/// The hours without contact against a limit of hours.
pub(super) fn offline_hours(grant: &Grant, code: &str, limit: u32, seconds: i64) -> Reason {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    let value = format!("{hours}小时{minutes}分");
    let so = match code {
        "offline_hours" => "超过限额，须报分管领导",
        OFFLINE_SOFT_HOURS => "请尽快与中心同步",
        _ => "在限额内",
    };
    let text = format!("未与中心联系已{value}，限额{limit}小时，{so}");
    let limit = format!("未与中心联系 ≤ {limit}小时");
    of_grant(grant, "离线限额", code, &limit, &value, text)
}

/// `≤ 3,000万 USD`; `None` for a currency in which nothing may be issued offline.
pub(super) fn total_limit(hundredths: Option<i64>, currency: Currency) -> String {
    match hundredths {
        Some(hundredths) => format!("≤ {}", money::readable(hundredths.into(), currency)),
        None => format!("没有 {currency} 的离线限额"),
    }
}

/// What is not yet with the centre, this case included, against a limit.
pub(super) fn offline_limit(
    grant: &Grant,
    code: &str,
    passed: bool,
    limit: &str,
    value: &str,
) -> Reason {
    let (code, so) = if passed {
        (code, "超过限额，须报分管领导")
    } else {
        (WITHIN_LIMIT, "在限额内")
    };
    let text = format!("尚未上报的签发（含本件）累计 {value}，限额 {limit}，{so}");
    let limit = format!("尚未上报累计 {limit}");
    of_grant(grant, "离线限额", code, &limit, value, text)
}

/// What a grant says as a whole.
fn of_grant(
    grant: &Grant,
    place: &str,
    code: &str,
    limit: &str,
    value: &str,
    text: String,
) -> Reason {
    Reason {
        code: code.to_owned(),
        met: code != WITHIN_LIMIT,
        grant: grant.number.clone(),
        clause: place.to_owned(),
        limit: limit.to_owned(),
        value: value.to_owned(),
        text: format!("授权书 {} {place}：{text}", grant.number),
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

/// A clause to which these met ones are exceptions.
pub(super) fn set_aside<'a>(by: impl Iterator<Item = (&'a Grant, &'a Clause)>) -> String {
    let by: BTreeSet<_> =
        by.map(|(grant, clause)| format!("授权书 {} {}", grant.number, clause.number)).collect();
    let by = by.into_iter().collect::<Vec<_>>().join("、");
    format!("因例外条款（{by}）适用，本款不适用")
}

/// A grant that was revoked.
pub(super) fn revoked(at: DateTime<FixedOffset>) -> String {
    let at = at.with_timezone(&china()).format("%Y-%m-%d %H:%M");
    format!("该授权书已于{at}撤销，本款不适用")
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

/// What the law asks that a licence says, and the form does not.
pub(super) fn licence_lacks(item: &Item, label: &str) -> Reason {
    let name = &item.licence.name;
    let limit = format!("{name}须载明：{label}");
    let text = format!("{name}依法须载明“{label}”，表单未填写，补填后方可签发");
    whole("licence_lacks", &limit, "未填写", text)
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
