//! The rule pack of the demo centre, built in, so that a demonstration needs no files.

use crate::source::{self, PackSourceError};
use chrono::NaiveDate;
use clerk_domain::calendar::CalendarYear;
use clerk_domain::pack::{Rate, RulePack};

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../demo/", $name)))
    };
}

/// The nine departments that the report names, then the others by their codes.
const FILES: &[(&str, &str)] = &[
    file!("centre.toml"),
    file!("calendar.toml"),
    file!("rates.toml"),
    file!("departments/gongshang.toml"),
    file!("departments/shangwu.toml"),
    file!("departments/huanbao.toml"),
    file!("departments/fagai.toml"),
    file!("departments/jianshe.toml"),
    file!("departments/guotu.toml"),
    file!("departments/zhijian.toml"),
    file!("departments/guoshui.toml"),
    file!("departments/dishui.toml"),
    file!("departments/anjian.toml"),
    file!("departments/caizheng.toml"),
    file!("departments/chengguan.toml"),
    file!("departments/fangguan.toml"),
    file!("departments/gongan.toml"),
    file!("departments/guihua.toml"),
    file!("departments/jiaotong.toml"),
    file!("departments/jiaoyu.toml"),
    file!("departments/keji.toml"),
    file!("departments/linye.toml"),
    file!("departments/lvyou.toml"),
    file!("departments/minzheng.toml"),
    file!("departments/minzong.toml"),
    file!("departments/nongye.toml"),
    file!("departments/qixiang.toml"),
    file!("departments/renfang.toml"),
    file!("departments/renshe.toml"),
    file!("departments/shiyao.toml"),
    file!("departments/shuiwu.toml"),
    file!("departments/tiyu.toml"),
    file!("departments/weisheng.toml"),
    file!("departments/wenhua.toml"),
    file!("departments/xiaofang.toml"),
    file!("departments/yancao.toml"),
    file!("departments/yuanlin.toml"),
];

/// Its templates: every file of `demo/templates`.
const TEMPLATES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The demo centre's rule pack.
///
/// # Errors
/// [`PackSourceError`] where a built-in file is wrong, which a test rules out.
pub fn demo_pack() -> Result<RulePack, PackSourceError> {
    source::read(&[FILES, TEMPLATES].concat())
}

/// The demo centre's rule pack as it is loaded in a year, so that a demonstration does not end with the
/// year that it was written for. Grants and pack hold until the end of the next year. Years that no
/// announcement was taken in for, up to the next one, get a calendar of the weekly pattern alone, which
/// says so, and the last exchange rates again each half year: only a demonstration may guess.
///
/// # Errors
/// Those of [`demo_pack`].
pub fn demo_pack_of(year: i32) -> Result<RulePack, PackSourceError> {
    let mut pack = demo_pack()?;
    let known = pack.calendar.years.iter().map(|known| known.year).max().unwrap_or(year);
    let last_day = NaiveDate::from_ymd_opt(year + 1, 12, 31).unwrap_or(NaiveDate::MAX);
    pack.version += u32::try_from(year - known).unwrap_or(0);
    pack.calendar.years.extend((known + 1..=year + 1).map(weekly));
    let last = pack.rates.iter().map(|rate| rate.date).max().unwrap_or(last_day);
    let again: Vec<_> = pack.rates.iter().filter(|rate| rate.date == last).cloned().collect();
    for date in half_years(known + 1, year + 1) {
        pack.rates.extend(again.iter().map(|rate| Rate { date, ..rate.clone() }));
    }
    pack.valid_until = pack.valid_until.map(|until| until.max(last_day));
    for grant in &mut pack.grants {
        grant.valid_until = grant.valid_until.max(last_day);
    }
    Ok(pack)
}

/// The first days of January and July of these years.
fn half_years(first: i32, last: i32) -> impl Iterator<Item = NaiveDate> {
    (first..=last)
        .flat_map(|year| [1, 7].map(|month| NaiveDate::from_ymd_opt(year, month, 1)))
        .flatten()
}

fn weekly(year: i32) -> CalendarYear {
    let source = format!("示例：未收入{year}年的放假安排，仅按周一至周五计算，不得用于正式办理");
    CalendarYear { year, source, holidays: Vec::new(), make_up_days: Vec::new() }
}

#[cfg(test)]
mod tests;
