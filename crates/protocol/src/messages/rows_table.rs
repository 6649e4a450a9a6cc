//! The sentences of long tables: what of them is shown, and their pages.

crate::messages! { RowsMsg:
    FilterAll = "全部（{n}）", "All ({n})";
    FilterEvery = "全部", "All";
    FilterOne = "{label}（{n}）", "{label} ({n})";
    FilterWords = "名称中含有", "Words in the name";
    ShownOf = "显示 {n} / {all} 条", "{n} of {all} shown";
    ShownNone = "没有符合条件的行。", "No row is like that.";
    Pages = "翻页", "Pages";
    PageOf = "第 {page} / {pages} 页", "Page {page} of {pages}";
}
