//! Columns that stand under each other also where Han characters, twice as wide, are among them.

use unicode_width::UnicodeWidthStr as _;

/// A text fit for one line of a terminal: what would move the cursor becomes a blank.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The text with blanks after it up to a display width.
pub fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

/// Rows under their heads, two blanks between columns; nothing trails a line. No rows give an
/// empty text.
pub fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(&heads)
        .chain(rows)
        .map(|row| row.iter().map(|cell| plain(cell)).collect())
        .collect();
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.width()).max()
    };
    let widths: Vec<usize> = (0..heads.len()).map_while(widest).collect();
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(c, width)| pad(c, *width)).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{pad, table};
    use unicode_width::UnicodeWidthStr as _;

    #[test]
    fn pads_by_display_width() {
        assert_eq!(pad("已受理", 8), "已受理  ");
        assert_eq!(pad("ok", 4), "ok  ");
        assert_eq!(pad("已受理", 2), "已受理");
    }

    #[test]
    fn columns_align_over_mixed_scripts() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [row(["a-1", "徐州示例有限公司", "已受理"]), row(["b-23", "Li", "ok"])];
        let text = table(&["办件号", "申请人", "状态"], &rows);
        let starts: Vec<usize> = text
            .lines()
            .zip(["状态", "已受理", "ok"])
            .map(|(line, last)| line[..line.rfind(last).unwrap()].width())
            .collect();
        assert_eq!(starts, [26, 26, 26], "\n{text}");
        assert!(text.lines().all(|line| line == line.trim_end()));
    }

    #[test]
    fn a_name_cannot_move_the_cursor() {
        let text = table(&["x"], &[vec!["a\u{1b}[2J\nb".to_owned()]]);
        assert_eq!(text, "x\na [2J b\n");
        assert_eq!(table(&["x"], &[]), "");
    }
}
