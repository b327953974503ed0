//! A licence's verdict, and from when what it rests on is.

use crate::arguments::Lang;
use crate::text::words;
use clerk_desk::api::VerifyView;
use clerk_domain::register::Verdict;

/// The verdict in lines.
pub fn verify(view: &VerifyView, lang: Lang) -> String {
    let mut lines = vec![format!("{}\n", verdict(view.finding.verdict, lang))];
    let separator = lang.pick("：", ": ");
    let mut row = |label: &str, value: &str| lines.push(format!("{label}{separator}{value}\n"));
    if let Some(licence) = &view.finding.licence {
        let always = || lang.pick("长期", "always").to_owned();
        row(lang.pick("证照编号", "Number"), &licence.number);
        row(lang.pick("持证人", "Holder"), &licence.holder);
        row(lang.pick("签发日期", "Issued on"), &licence.issued_on.to_string());
        let until = licence.valid_until.map_or_else(always, |day| day.to_string());
        row(lang.pick("有效期至", "Valid until"), &until);
        row(lang.pick("签发窗口", "Window"), licence.window.as_str());
    }
    if let Some(revocation) = &view.finding.revocation {
        row(lang.pick("撤销日期", "Revoked on"), &revocation.on.to_string());
        row(lang.pick("撤销原因", "Reason"), &revocation.reason);
        if let Some(number) = &revocation.replaced_by {
            row(lang.pick("现行证照编号", "Replaced by"), number);
        }
    }
    let never = || lang.pick("没有名册", "no register yet").to_owned();
    let register = view.register_at.map_or_else(never, words::instant);
    row(lang.pick("名册日期", "Register of"), &register);
    let never = || lang.pick("从未", "never").to_owned();
    let contact = view.last_contact.map_or_else(never, words::instant);
    row(lang.pick("上次联系中心", "Last contact with the centre"), &contact);
    lines.concat()
}

fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Valid => lang.pick("有效", "valid"),
        Verdict::NotYet => lang.pick("尚未生效", "not yet valid"),
        Verdict::Expired => lang.pick("已过期", "expired"),
        Verdict::Altered => lang.pick("内容被改动", "altered"),
        Verdict::Cancelled => lang.pick("已注销", "cancelled"),
        Verdict::Revoked => lang.pick("已撤销", "revoked"),
        Verdict::Replaced => lang.pick("已换发", "replaced"),
        Verdict::Unknown => lang.pick("查无此证", "unknown"),
    }
}
