//! The sentences of the data desk.

diming_protocol::messages! { DeskMsg:
    Title = "数据台", "Data desk";
    Hint = "选择一份清单，逐行检查：缺什么、重复什么、写法不对的是什么。可以接受建议的修改，再另存。本机文件不会离开浏览器。", "Choose a list to check it row by row: what is missing, double or written wrongly. Accept what is proposed, then save it. A file of this machine never leaves the browser.";
    Choose = "清单", "List";
    ChooseNone = "（请选择）", "(choose one)";
    ChooseOwn = "{name}（本机文件）", "{name} (file of this machine)";

    // How far it is
    Reading = "正在读取……", "Reading …";
    Checking = "正在检查……", "Checking …";
    Failed = "不能检查这份清单。", "This list cannot be checked.";
    Sum = "{rows} 行，其中 {bad} 行有问题，共 {n} 处。", "{rows} [rows:row|rows], {bad} of them with a problem, {n} [n:problem|problems] in all.";
    SumNone = "{rows} 行，没有发现问题。", "{rows} [rows:row|rows], no problem found.";
    PartOnly = "清单没有读全，缺的行没有检查。", "The list was not read whole: the rows that are missing were not checked.";
    LoseChanges = "有 {n} 个单元格的修改还没有另存，换一份清单就会丢掉。确定要换吗？", "{n} changed [n:cell|cells] not yet saved would be lost with another list. Choose it all the same?";
    UnfitPart = "有一份清单没有读全，缺的行会算作减少，所以不能比较。请先把文件或图层读全。", "One list was not read whole, so that what is missing would count as removed. Read the file or layer whole first.";
    UnfitDatum = "清单的坐标不是 WGS 84（如 GCJ-02、BD-09），不能直接放在一起。请先换算坐标。", "The list has positions of another datum than WGS 84 (GCJ-02, BD-09): convert them first.";
    SumUnchecked = "有 {n} 项没有检查，见下。", "{n} [n:thing was|things were] not checked: see below.";

    // The table
    Table = "问题", "Problems";
    ByWeight = "按轻重", "By weight";
    ByRule = "种类", "Kind";
    Error = "错误", "Error";
    Warn = "疑问", "Doubtful";
    Advice = "建议", "Advice";
    Cell = "单元格", "Cell";
    Record = "名称", "Name";
    Field = "栏目", "Column";
    Value = "现在的值", "Value";
    Wrong = "问题", "What is wrong";
    Proposal = "建议改为", "Proposal";
    Accept = "改为“{value}”（{name}）", "Change to “{value}” ({name})";
    Loading = "……", "…";

    // What can be done
    AcceptAll = "接受全部 {n} 处建议", "Accept all {n} [n:proposal|proposals]";
    Undo = "撤销", "Undo";
    Redo = "重做", "Redo";
    Changed = "已修改 {n} 个单元格，还没有另存。", "{n} [n:cell|cells] changed, not yet saved.";
    SaveReport = "保存问题表（CSV）", "Save the report (CSV)";
    SaveList = "另存清单（CSV）", "Save the list (CSV)";

    // What the report rests on
    Unchecked = "没有检查的 {n} 项", "{n} [n:thing|things] not checked";
    HowRead = "读取时的 {n} 处说明", "{n} [n:note|notes] on how it was read";
    HowReadOf = "第 {line} 行：{words}", "Line {line}: {words}";
    More = "再显示 {n} 条", "Show {n} more";

    // Two versions
    Parts = "数据台的各部分", "Parts of the data desk";
    Changes = "与旧版比较", "Compare with a version before";
    Before = "旧版清单", "The version before";
    CompareHint = "选择去年的清单或已发布的图层，看增加、减少、移动、改名和改动了哪些。", "Choose last year's list or a published layer to see what was added, removed, moved, renamed and changed.";
    Comparing = "正在比较……", "Comparing …";
    ChangeSum = "{n} 处不同，{same} 条相同。", "{n} [n:difference|differences], {same} [same:record|records] the same.";
    Renumbered = "其中 {n} 条换了编号。", "{n} of them have another id.";
    ChangeTable = "不同之处", "Differences";
    Became = "变化", "What became of it";
    Difference = "旧 → 新", "Before → after";
    LineBefore = "旧版行", "Line before";
    LineAfter = "新版行", "Line after";
    SaveChanges = "保存比较结果（CSV）", "Save the differences (CSV)";
    SavePatch = "保存补丁文件（JSON）", "Save a patch file (JSON)";

    // Places
    Places = "没有坐标的记录", "Records without coordinates";
    PlacesHint = "按名称、乡镇、村和地址，在已打开的图层里查找，不用联网。有把握的可以一起接受；其余请逐条核对。精度和来源记在两栏里，可以撤销。", "They are looked for by name, town, village and address in the layers that are open, without a network. What is sure can be accepted together; look at the others one by one. Accuracy and method stand in two columns; all can be undone.";
    Finding = "正在查找……", "Looking …";
    PlaceSum = "{open} 行没有坐标：{found} 行找到位置，其中 {sure} 行有把握（按 {n} 条有坐标的记录查找）。", "{open} [open:row|rows] without coordinates: {found} found, {sure} of them sure (by {n} [n:record|records] that have coordinates).";
    AllPlaced = "每一行的坐标栏都已填写。", "Every row has something in its coordinates.";
    NoRegister = "有 {open} 行没有坐标，但没有别的图层可以用来查找。", "{open} [open:row has|rows have] no coordinates, but there is no other layer to look in.";
    AcceptSure = "接受有把握的 {n} 处", "Accept the {n} sure [n:place|places]";
    AcceptPlace = "接受", "Accept";
    AcceptOf = "接受“{name}”的位置", "Accept the place of {name}";
    PlaceTable = "没有坐标的记录", "Records without coordinates";
    Line = "行", "Line";
    Address = "地址", "Address";
    Found = "找到的位置", "What was found";
}
