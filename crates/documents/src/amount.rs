//! Money as it stands on a receipt: digits, and Chinese capitals that cannot be altered by pen.

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// An amount in fen as digits, `¥1,234.50`; a negative amount as `-¥1,234.50`.
#[must_use]
pub fn yuan(amount_fen: i64) -> String {
    let fen = amount_fen.unsigned_abs();
    let digits = (fen / 100).to_string();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if amount_fen < 0 { "-" } else { "" };
    format!("{sign}¥{grouped}.{:02}", fen % 100)
}

/// An amount in fen in Chinese capitals, `壹佰贰拾叁元肆角伍分`, without the words 人民币.
///
/// The rules are those of 支付结算办法 (银发〔1997〕393号), annex 1: 整 closes an amount without fen,
/// zeros in a row are read once, and 零 stands between yuan and fen when there are no jiao. A
/// negative amount begins with 负. The whole range of `i64` is covered.
#[must_use]
pub fn capital_amount(amount_fen: i64) -> String {
    let fen = amount_fen.unsigned_abs();
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut text = String::new();
    if amount_fen < 0 {
        text.push('负');
    }
    if yuan > 0 {
        push_integer(&mut text, yuan, 0);
        text.push('元');
    }
    match (jiao, fen) {
        (0, 0) if yuan == 0 => text.push_str("零元整"),
        (0, 0) => text.push('整'),
        (_, 0) => {
            push_digit(&mut text, jiao);
            text.push_str("角整");
        }
        (0, _) => {
            if yuan > 0 {
                text.push('零');
            }
            push_digit(&mut text, fen);
            text.push('分');
        }
        (_, _) => {
            push_digit(&mut text, jiao);
            text.push('角');
            push_digit(&mut text, fen);
            text.push('分');
        }
    }
    text
}

/// Writes `number` (at least 1). With `width` above it, a leading 零 marks a gap below that place.
fn push_integer(text: &mut String, number: u64, width: u64) {
    if number < width / 10 {
        text.push('零');
    }
    for (unit, name) in [(YI, '亿'), (WAN, '万')] {
        if number >= unit {
            push_integer(text, number / unit, 0);
            text.push(name);
            if !number.is_multiple_of(unit) {
                push_integer(text, number % unit, unit);
            }
            return;
        }
    }
    push_below_wan(text, number);
}

fn push_below_wan(text: &mut String, number: u64) {
    let mut rest = number;
    let mut gap = false;
    for (unit, name) in [(1000, Some('仟')), (100, Some('佰')), (10, Some('拾')), (1, None)] {
        let digit = rest / unit;
        rest %= unit;
        if digit == 0 {
            gap = number >= unit * 10;
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        push_digit(text, digit);
        text.extend(name);
    }
}

fn push_digit(text: &mut String, digit: u64) {
    text.extend(usize::try_from(digit).ok().and_then(|digit| DIGITS.get(digit)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_follow_the_rules_for_bills() {
        let table = [
            (0, "零元整"),
            (5, "伍分"),
            (10, "壹角整"),
            (45, "肆角伍分"),
            (100, "壹元整"),
            (101, "壹元零壹分"),
            (1000, "壹拾元整"),
            (1005, "壹拾元零伍分"),
            (1050, "壹拾元伍角整"),
            (12_345, "壹佰贰拾叁元肆角伍分"),
            (10_000, "壹佰元整"),
            (10_100, "壹佰零壹元整"),
            (11_000, "壹佰壹拾元整"),
            (100_100, "壹仟零壹元整"),
            (101_000, "壹仟零壹拾元整"),
            (110_000, "壹仟壹佰元整"),
            (140_950, "壹仟肆佰零玖元伍角整"),
            (168_032, "壹仟陆佰捌拾元叁角贰分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (1_000_000, "壹万元整"),
            (1_000_100, "壹万零壹元整"),
            (1_005_000, "壹万零伍拾元整"),
            (10_000_000, "壹拾万元整"),
            (10_700_053, "壹拾万柒仟元伍角叁分"),
            (32_500_000, "叁拾贰万伍仟元整"),
            (600_714, "陆仟零柒元壹角肆分"),
            (1_000_000_100, "壹仟万零壹元整"),
            (1_001_000_000, "壹仟零壹万元整"),
            (10_000_000_000, "壹亿元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (10_001_000_000, "壹亿零壹万元整"),
            (10_000_100_000, "壹亿零壹仟元整"),
            (11_000_000_000, "壹亿壹仟万元整"),
            (1_234_567_890_123, "壹佰贰拾叁亿肆仟伍佰陆拾柒万捌仟玖佰零壹元贰角叁分"),
            (100_000_000_000_000_000, "壹仟万亿元整"),
            (-12_340, "负壹佰贰拾叁元肆角整"),
        ];
        for (fen, capital) in table {
            assert_eq!(capital_amount(fen), capital, "{fen} fen");
        }
    }

    #[test]
    fn capitals_cover_the_whole_range() {
        assert_eq!(
            capital_amount(i64::MAX),
            "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分"
        );
        assert!(capital_amount(i64::MIN).starts_with("负玖亿"));
    }

    #[test]
    fn capitals_never_double_a_zero() {
        for fen in
            (0..200_000_000).step_by(997).chain((1..4_000_000_000_000).step_by(1_000_000_007))
        {
            let text = capital_amount(fen);
            assert!(!text.contains("零零") && !text.ends_with('零'), "{fen}: {text}");
            assert!(!text.contains("零万") && !text.contains("零亿"), "{fen}: {text}");
        }
    }

    #[test]
    fn digits_are_grouped() {
        for (fen, text) in [
            (0, "¥0.00"),
            (5, "¥0.05"),
            (99_999, "¥999.99"),
            (100_000, "¥1,000.00"),
            (1_000_000_100, "¥10,000,001.00"),
            (-12_345, "-¥123.45"),
        ] {
            assert_eq!(yuan(fen), text);
        }
    }
}
