//! How people write yes and no.

/// Yes or no, as people write it in a table.
pub fn parse_yes_no(text: &str) -> Option<bool> {
    match text.trim() {
        "是" | "有" | "√" | "✓" | "✔" | "对" | "1" => Some(true),
        "否" | "无" | "没有" | "不是" | "×" | "✗" | "✘" | "╳" | "0" => Some(false),
        latin => match latin.to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" => Some(true),
            "false" | "no" | "n" | "x" => Some(false),
            _ => None,
        },
    }
}
