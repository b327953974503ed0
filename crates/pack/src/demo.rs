//! The rule pack of the demo centre, built in, so that a demonstration needs no files.

use crate::source::{self, PackSourceError};
use clerk_domain::pack::RulePack;

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

/// The demo centre's rule pack.
///
/// # Errors
/// [`PackSourceError`] where a built-in file is wrong, which a test rules out.
pub fn demo_pack() -> Result<RulePack, PackSourceError> {
    source::read(FILES)
}

#[cfg(test)]
mod tests;
