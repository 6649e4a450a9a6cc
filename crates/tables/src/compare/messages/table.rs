//! The words of a comparison.

diming_protocol::messages! { CompareMsg:
    // What became of a record
    Unchanged = "未变", "Unchanged";
    Changed = "内容有改动", "Changed";
    Moved = "位置移动", "Moved";
    Renamed = "更名", "Renamed";
    Removed = "删除", "Removed";
    Added = "新增", "Added";
    Split = "一分为多", "Split";
    Merged = "多并为一", "Merged";
    Unsure = "待确认", "To be decided";

    // How two rows were found to be one
    ById = "编号相同", "Same id";
    ByContent = "编号之外全同", "All the same but the id";
    ByLikeness = "名称、位置等相近", "Alike by name, place and more";
    ByPerson = "人工确认", "Decided by a person";

    // The table
    Number = "序号", "No.";
    WhatBecame = "变化", "Change";
    FoundBy = "依据", "Found by";
    Certainty = "把握（%）", "Certainty (%)";
    Metres = "移动距离（米）", "Moved by (m)";
    ChangedFields = "改动的列", "Changed columns";
    Version = "版本", "Version";
    Before = "改前", "Before";
    After = "改后", "After";
    Line = "行号", "Line";
}
