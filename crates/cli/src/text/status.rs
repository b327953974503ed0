//! Who is at the window and how it stands with the server, as text.

use super::table::table;
use super::words;
use crate::arguments::Lang;
use crate::refusal::sentence_of;
use clerk_desk::api::{
    ConnectionView, ErrorCode, FailedTryView, HaltView, SessionView, StatusView,
};
use clerk_domain::grant::OfflineLeft;
use clerk_domain::money::Money;

/// Who is at the window.
pub fn session(view: &SessionView, lang: Lang) -> String {
    match view {
        SessionView::NotEnrolled => lang.pick("本机还不是窗口\n", "not enrolled\n").to_owned(),
        SessionView::Locked { last_person, window } => {
            let locked = lang.pick("已锁定", "locked");
            let (window, person) = (window.as_deref(), last_person.as_deref());
            format!("{locked} {} {}\n", window.unwrap_or_default(), person.unwrap_or_default())
        }
        SessionView::Open { person, window, .. } => {
            let role = words::role(person.role, lang);
            let sample = if window.sample { lang.pick("（演示）", " (sample)") } else { "" };
            format!(
                "{} {} · {role}\n{} {} · {} · {}{sample}\n",
                person.id, person.name, window.id, window.name, window.department, window.centre
            )
        }
    }
}

/// How the window stands with the server. A command keeps no connection: what is told of it is how
/// the last contact ended.
pub fn status(view: &StatusView, lang: Lang) -> String {
    let never = || lang.pick("从未", "never").to_owned();
    let last_sync = view.last_sync.map_or_else(never, |at| {
        let days = (view.now - at).num_days();
        let ago = lang.pick("（{} 天前）", " ({} days ago)").replace("{}", &days.to_string());
        format!("{}{}", words::instant(at), if days > 0 { ago.as_str() } else { "" })
    });
    let authority = view.authority_until.map_or_else(
        || lang.pick("本部门无授权书", "the department has no grant").to_owned(),
        |day| day.to_string(),
    );
    let lines = [
        (lang.pick("连接", "Connection"), connection(&view.connection, lang)),
        (lang.pick("上次同步", "Last sync"), last_sync),
        (lang.pick("待上报", "Outbox"), view.outbox.to_string()),
        (lang.pick("授权有效至", "Authority until"), authority),
        (lang.pick("离线余量", "Left offline"), offline(&view.offline, lang)),
        (lang.pick("规则包版本", "Rule pack"), view.pack_version.to_string()),
        (lang.pick("本机时间", "Device time"), words::instant(view.now)),
    ];
    let separator = lang.pick("：", ": ");
    let mut text: String =
        lines.iter().map(|(label, value)| format!("{label}{separator}{value}\n")).collect();
    if let Some(FailedTryView { at, code }) = &view.failed {
        let failed = lang.pick("上次联系失败", "The last try failed");
        let why = words::read::<ErrorCode>(code);
        let why = why.map_or_else(|| code.clone(), |known| sentence_of(known, lang));
        text.push_str(&format!("{failed}{separator}{}；{code}；{why}\n", words::instant(*at)));
    }
    if let Some(HaltView { why, number }) = &view.halted {
        let halted = lang.pick("已停止签发", "Issuing is halted");
        let tell = lang.pick("请将解除码编号告知督查员", "tell the supervisor the code's number");
        let then = match number {
            _ if why == "device_ended" => sentence_of(ErrorCode::DeviceEnded, lang),
            Some(number) => format!("{tell}{separator}{number}"),
            None => sentence_of(ErrorCode::ClearancesUsedUp, lang),
        };
        text.push_str(&format!("{halted}{separator}{why}；{then}\n"));
    }
    let numbers: Vec<_> = view
        .numbers
        .iter()
        .map(|row| vec![row.series.clone(), row.left.to_string(), row.name.clone()])
        .collect();
    let heads = lang.pick(["号段", "剩余", "用于"], ["Series", "Left", "For"]);
    text.push_str(&table(&heads, &numbers));
    text
}

/// What may still be issued without contact, a grant each.
fn offline(grants: &[OfflineLeft], lang: Lang) -> String {
    let grant = |left: &OfflineLeft| {
        let hours = |minutes: u32| {
            format!("{}{}{}", minutes / 60, lang.pick("小时", " h "), minutes % 60)
                + lang.pick("分", " min")
        };
        let mut parts = Vec::new();
        parts.extend(left.soft_minutes.filter(|minutes| *minutes > 0).map(|minutes| {
            format!("{}{}", lang.pick("提醒前 ", "to the warning "), hours(minutes))
        }));
        parts.extend(
            left.hard_minutes.map(|minutes| {
                format!("{}{}", lang.pick("停签前 ", "to the stop "), hours(minutes))
            }),
        );
        parts.extend(left.count.map(|count| format!("{count}{}", lang.pick(" 件", " licences"))));
        parts.extend(left.totals.iter().map(Money::readable));
        format!("{} {}", left.grant, parts.join(lang.pick("，", ", ")))
    };
    match grants {
        [] => lang.pick("没有离线限额", "no offline limits").to_owned(),
        grants => grants.iter().map(grant).collect::<Vec<_>>().join(lang.pick("；", "; ")),
    }
}

fn connection(view: &ConnectionView, lang: Lang) -> String {
    match view {
        ConnectionView::Starting => lang.pick("未联系", "not tried").to_owned(),
        ConnectionView::Syncing => lang.pick("同步中", "syncing").to_owned(),
        ConnectionView::Online => lang.pick("上次同步成功", "the last sync went well").to_owned(),
        ConnectionView::Offline { since } => {
            let since = words::instant(*since);
            lang.pick("离线，自 {} 起", "offline since {}").replace("{}", &since)
        }
        ConnectionView::Trouble { code } => {
            format!("{}{code}", lang.pick("需人工处理：", "needs a person: "))
        }
    }
}
