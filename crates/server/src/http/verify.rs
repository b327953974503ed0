//! `GET /verify`: the public page on which anybody checks a licence. One page, no script, nothing from
//! elsewhere. What was asked is never logged.

use crate::limits::{Limits, Source};
use crate::repository::Repository;
use crate::service::{LookUp, Record, Server};
use axum::extract::{Query, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, FixedOffset};
use clerk_domain::licence_code::{FORM, Stated};
use clerk_domain::register::Verdict;
use clerk_domain::text::shown;
use std::sync::Arc;

const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

const BY_NUMBER: &str = "<p>仅按编号查询，只说明有无这份证照，不能证明纸面内容真实；要核对内容，\
     请填写二维码文字。</p>\n";

#[derive(serde::Deserialize)]
pub(super) struct Asked {
    /// The text of a QR code, or a licence's number.
    #[serde(default)]
    q: String,
}

pub(super) async fn verify<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    State(limits): State<Arc<Limits>>,
    source: Source,
    Query(Asked { q }): Query<Asked>,
) -> Response {
    if q.trim().is_empty() {
        return (HEADERS, Html(page(""))).into_response();
    }
    let now = server.now();
    if let Err(until) = limits.look(source, now) {
        let after = [(header::RETRY_AFTER, ((until - now).num_seconds() + 1).to_string())];
        let wait =
            "<p role=\"alert\">查验次数过多，请稍后再试。 Too many checks, try again later.</p>";
        return (StatusCode::TOO_MANY_REQUESTS, HEADERS, after, Html(page(wait))).into_response();
    }
    match server.look_up(&q).await {
        Ok(found) => {
            let note = if q.trim().starts_with(FORM) { "" } else { BY_NUMBER };
            (HEADERS, Html(page(&(answer(&found) + note)))).into_response()
        }
        Err(error) => {
            tracing::error!(code = error.code(), error = %error, "failed");
            let sorry = "<p role=\"alert\">暂时无法查验，请稍后再试。 Try again later.</p>";
            (StatusCode::SERVICE_UNAVAILABLE, HEADERS, Html(page(sorry))).into_response()
        }
    }
}

fn page(answer: &str) -> String {
    format!(
        r#"<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>证照查验</title>
</head>
<body>
<main>
<h1>证照查验</h1>
<p>扫描证照上的二维码，把得到的文字填在这里；也可以只填证照编号。</p>
<p lang="en">Scan the licence's QR code and enter its text, or enter the licence's number.</p>
<form action="/verify" method="get" autocomplete="off">
<p><label for="q">二维码文字或者证照编号</label></p>
<p><textarea id="q" name="q" rows="5" cols="32" maxlength="4096" required></textarea></p>
<p><button>查验 Verify</button></p>
</form>
{answer}</main>
</body>
</html>
"#
    )
}

fn answer(LookUp { finding, record }: &LookUp) -> String {
    // What holds no more holds no more, whatever was reported of it.
    let waits = matches!(finding.verdict, Verdict::Valid | Verdict::NotYet | Verdict::Expired);
    let of_record = of_record(*record).filter(|_| waits);
    let (heading, meaning, english) = of_record.unwrap_or_else(|| words(finding.verdict));
    let mut lines = vec![
        "<section aria-labelledby=\"verdict\">".to_owned(),
        format!("<h2 id=\"verdict\">{heading}</h2>"),
        format!("<p>{meaning}</p>"),
        format!("<p lang=\"en\">{english}</p>"),
    ];
    let mut rows = Vec::new();
    let mut row = |label: &str, value: &str| {
        rows.push(format!("<dt>{label}</dt><dd>{}</dd>", escaped(value)));
    };
    if let Some(licence) = &finding.licence {
        let Stated { number, version, kind, holder, issued_on, valid_until, window, .. } = licence;
        row("证照编号", number);
        row("版次", &format!("第{version}版（{}）", kind.name().zh));
        row("持证人", holder);
        row("签发日期", &issued_on.to_string());
        row("有效期至", &valid_until.map_or_else(|| "长期".to_owned(), |day| day.to_string()));
        row("签发窗口", window.as_str());
    }
    if let Record::NotReported { last_contact, .. } = record {
        let time = |at: &DateTime<FixedOffset>| at.format("%Y-%m-%d %H:%M").to_string();
        let contact = last_contact.as_ref().map_or_else(|| "从未".to_owned(), time);
        row("该窗口最近一次与中心联系", &contact);
    }
    if let Some(revocation) = &finding.revocation {
        row("失效日期", &revocation.on.to_string());
        row("失效原因", &revocation.reason);
        if let Some(number) = &revocation.replaced_by {
            row("现行证照编号", number);
        }
    }
    if !rows.is_empty() {
        lines.push(format!("<dl>\n{}\n</dl>", rows.join("\n")));
    }
    lines.push("</section>\n".to_owned());
    lines.join("\n")
}

/// What is said where the record is not what the paper says; `None` where it is.
fn of_record(record: Record) -> Option<(&'static str, &'static str, &'static str)> {
    match record {
        Record::Held => None,
        Record::Withheld => Some((
            "待核实",
            "本中心收到了这份证照的签发记录，其中有疑点，正由督查员核实。核实之前请勿采信。",
            "Being checked: the centre has the record of its issue, and something in it waits for a \
             supervisor. Do not rely on it yet.",
        )),
        Record::NotReported { overdue: false, .. } => Some((
            "尚未上报",
            "窗口签名有效，但签发窗口还没有把它上报中心，可能正在断网。请稍后再查，或者向该窗口核实。",
            "Not reported: a window of the centre signed it, and has not reported it yet. Ask again \
             later, or ask that window.",
        )),
        Record::NotReported { overdue: true, .. } => Some((
            "逾期未上报",
            "签发窗口超过了授权允许的断网时间仍未上报，本中心不予承认。请勿采信。",
            "Overdue: the window should have reported it by now. The centre does not recognise it.",
        )),
    }
}

fn words(verdict: Verdict) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Valid => (
            "有效",
            "本中心签发，目前有效。请核对下列内容与证照一致。",
            "Valid. Compare the lines below with the paper.",
        ),
        Verdict::NotYet => (
            "尚未生效",
            "本中心签发，签发日期还没有到。",
            "Not yet valid: genuine, but of a day that is still to come.",
        ),
        Verdict::Expired => {
            ("已过期", "本中心签发，有效期已过。", "Expired: genuine, but past its last day.")
        }
        Verdict::Altered => (
            "内容被改动",
            "签名不符：二维码内容被改动、残缺，或者不是本中心窗口签发。请勿采信。",
            "Altered: the signature does not hold. Do not rely on it.",
        ),
        Verdict::Revoked => ("已撤销", "本中心签发，已撤销。", "Revoked."),
        Verdict::Replaced => {
            ("已换发", "本中心签发，已由新证照替代。", "Replaced by another licence.")
        }
        Verdict::Cancelled => (
            "已注销",
            "本中心签发，证照已注销，不再有效。",
            "Cancelled: the licence holds no more.",
        ),
        Verdict::Unknown => (
            "查无此证",
            "本中心没有这份证照的记录。窗口断网期间签发的证照，请填写二维码文字查验。",
            "Unknown to this server. A licence issued during an outage can be verified by its QR \
             code's text.",
        ),
    }
}

/// Text that stands for itself in HTML. What cannot be seen in it, or turns the line around, is shown by its
/// code: a window may report a name with such characters, and the page is to say that it has them.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            ' ' | '\n' => safe.push(c),
            other => safe.push_str(&shown(other)),
        }
    }
    safe
}
