//! The sentences of the cases kept on this machine.

diming_protocol::messages! { CasesMsg:
    Cases = "案卷", "Cases";
    CasesHint = "案卷只保存在本机的浏览器中，请定期导出备份。", "Cases are kept in this browser only; export them from time to time.";
    CasesNone = "还没有案卷。在“申请”中填写后存入案卷，或导入案卷文件。", "No cases yet. Keep an application as a case, or import a file of cases.";
    CasesCount = "{n} 件案卷", "{n} [n:case|cases]";
    CasesTable = "案卷列表", "List of cases";
    NotKept = "浏览器不允许保存或空间已满，案卷只保留到关闭本页为止。请导出备份。", "The browser refuses to keep them or is full: the cases last until this page is closed. Please export them.";
    SetAside = "本机保存的案卷有一部分无法读取，原文已另存为“{key}”，没有删除。", "Some of what was kept here cannot be read; its text is kept under “{key}”, nothing was deleted.";

    // States
    State = "状态", "State";
    StateOf = "“{name}”的状态", "State of {name}";
    StateDraft = "起草", "Draft";
    StateReviewed = "已审查", "Reviewed";
    StateApproved = "已批准", "Approved";
    StateRefused = "不予批准", "Refused";
    StateAnnounced = "已公告", "Announced";

    // One case
    NoName = "（未填写名称）", "(no name)";
    CreatedOn = "建卷 {day}", "made {day}";
    ChangedOn = "修改 {day}", "changed {day}";
    ApprovedOn = "批准 {day}", "approved {day}";
    AnnouncedOn = "公告 {day}", "announced {day}";
    OldName = "原名 {name}", "formerly {name}";
    Reopen = "打开", "Open";
    ReopenOf = "打开“{name}”", "Open {name}";
    IsOpen = "正在“申请”中", "open in Application";
    Remove = "删除", "Delete";
    RemoveOf = "删除“{name}”", "Delete {name}";
    Removed = "已删除“{name}”。", "{name} was deleted.";
    Undo = "撤销删除", "Undo";
    ApprovedToday = "批准日期填今天", "Approved today";
    AnnouncedToday = "公告日期填今天", "Announced today";
    TodayOf = "“{name}”：{words}", "{name}: {words}";

    // Counts
    Counts = "按年份和类别统计", "Counts by year and type";
    CountsHint = "按公告日期的年份，没有的按批准日期，再没有的按建卷日期。", "By the year of the notice, else of the approval, else of the case.";
    Year = "年份", "Year";
    Type = "类别", "Type";
    AllTypes = "全部类别", "All types";
    Named = "命名", "Named";
    Renamed = "更名", "Renamed";
    Announced = "公告", "Announced";
    UnknownYear = "年份不明", "Unknown year";

    // Files
    Export = "导出全部案卷", "Export all cases";
    Import = "导入案卷", "Import cases";
    ImportFile = "案卷文件（JSON）", "A file of cases (JSON)";
    Imported = "新增 {added} 件，更新 {updated} 件，未变 {unchanged} 件。", "{added} added, {updated} updated, {unchanged} unchanged.";
    ImportedLeft = "案卷最多 {max} 件，另有 {n} 件没有导入。", "{n} more [n:was|were] not imported: {max} cases are the most.";
    ImportRefused = "没有导入：{why}", "Nothing was imported: {why}";
    LeftOut = "有 {n} 件没有导入：", "{n} [n:was|were] not imported:";
    LeftOutOf = "第 {n} 件：{why}", "No. {n}: {why}";
    FileNotJson = "不是有效的 JSON（{found}）。", "it is not valid JSON ({found}).";
    FileNotCases = "不是案卷文件，缺少“{found}”。", "it is no file of cases, “{found}” is missing.";
    FileVersion = "案卷文件的版本是 {found}，本页只能读取版本 1。", "it is of version {found}; this page reads version 1.";
    FileTooMany = "文件中有 {found} 件，超过上限。", "it holds {found} cases, which is over the limit.";
    CaseTwice = "编号“{found}”重复", "the id “{found}” stands twice";
    CaseNotObject = "不是案卷{found}", "not a case{found}";
    CaseBadMember = "“{found}”缺失或无法识别", "“{found}” is missing or cannot be read";
    CaseBadState = "状态“{found}”无法识别", "the state “{found}” is not known";
}
