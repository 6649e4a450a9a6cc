//! The sentences of batches and lists of names in use.

diming_protocol::messages! { ListsMsg:
    // What is given
    Batch = "批量审查", "Batch";
    BatchHint = "每行一个名称，或粘贴带标题行的表格（CSV、从电子表格复制）、JSON 行。各件申请之间、与未办结的案卷也会互相比对。", "One name a line, or a table with headings (CSV, copied from a spreadsheet), or JSON lines. The applications also collide with each other and with pending cases.";
    BatchText = "申请", "Applications";
    BatchRun = "审查", "Review";
    BatchTemplate = "下载空白表格", "Save an empty table";
    Names = "在用名称", "Names in use";
    NamesHint = "粘贴标志牌、门户网站、房产信息等处正在使用的名称，每行一个，与地名录比对。", "Paste names found in use, on signs, portals or listings, one a line, to compare them with the register.";
    NamesText = "名称", "Names";
    NamesRun = "比对", "Compare";
    FileChoose = "或选择文件（CSV、TXT、JSON）", "Or choose a file (CSV, TXT, JSON)";
    FileDrop = "也可以把文件拖到这里", "or drop a file here";
    FileRead = "已读取文件“{name}”", "{name} was read";
    FileReadAs = "已读取文件“{name}”（按 {encoding} 读取）", "{name} was read, as {encoding}";
    FileUnread = "文件“{name}”无法读取。", "{name} cannot be read.";
    TextEmpty = "请先填写或选择文件。", "Type something or choose a file first.";

    // How far it is
    Waiting = "审查所需的数据准备好后即开始。", "It begins when the review is ready.";
    Progress = "进度", "Progress";
    ProgressOf = "已完成 {done} / {total}", "{done} of {total} done";
    Stop = "停止", "Stop";
    Stopped = "已停止，完成 {done} / {total}。", "Stopped after {done} of {total}.";
    StoppedEarly = "已停止，没有结果。", "Stopped before there was a result.";
    Done = "已完成，共 {n} 条。", "Done, {n} [n:row|rows].";
    Empty = "没有可以处理的行。", "There is no row to work on.";
    LeftOut = "有 {n} 行没有采用：标题、合计、说明，没有名称，或无法识别", "{n} [n:line was|lines were] left out: a title, a total, a remark, without a name, or not to be read";
    LeftOutOf = "第 {n} 行：{words}", "Line {n}: {words}";
    LeftOutMore = "等 {n} 行", "and {n} more";
    Notes = "有 {n} 处不是照原样读取，请核对", "{n} [n:thing was|things were] not read as [n:it stands|they stand]; check [n:it|them]";
    NotesMore = "另有 {n} 处", "{n} more";
    NoteLine = "第 {n} 行", "line {n}";
    NoteText = "整个表格", "the whole table";
    UnusedColumn = "审查不用这些栏，或不认识列名：未采用。", "The review has no use for these columns, or does not know their headings: they were not used.";

    // The tables
    BatchTable = "批量审查结果", "Results of the batch";
    NamesTable = "比对结果", "Results";
    Number = "序号", "No.";
    Name = "名称", "Name";
    Worst = "结论", "Outcome";
    Kind = "类别", "Type";
    Town = "乡镇", "Town";
    Weights = "各级项数", "By weight";
    Found = "发现", "Findings";
    NotChecked = "未能检查", "Not checked";
    Between = "；", "; ";
    Usage = "情况", "What it is";
    Registered = "登记的名称", "Registered name";
    FilterBy = "结论", "Outcome";
    FilterUsage = "情况", "What it is";
    NotUnderstood = "无法识别：{fields}", "not understood: {fields}";
    UndoneOf = "{title}（未能检查）", "{title} (not checked)";
    FindingOf = "{title}：{name}", "{title}: {name}";
    FindingOfMore = "{title}：{name} 等 {n} 个", "{title}: {name} and others, {n} in all";
    FindingsMore = "另有 {n} 项", "{n} more";
    OpenRow = "在“申请”中打开“{name}”", "Open {name} in Application";
    ShowRecord = "查看“{name}”的登记资料", "Show the record of {name}";
    KindStandard = "标准名称", "Standard";
    KindProtected = "受保护的标准名称", "Standard and protected";
    KindNonStandard = "非标准形式", "Non-standard form";
    KindFormer = "曾用名", "Former";
    KindCancelled = "已注销", "Cancelled";
    KindUnknown = "未登记", "Not registered";

    // From the list to its result, to one of its rows, and back
    Result = "审查结果", "Result";
    NamesResult = "比对结果", "Result of the comparison";
    FeedAgain = "改动名单，或换一批", "Change the list, or give another";
    BackToBatch = "回到批量结果", "Back to the batch";

    // Saving
    SaveLines = "保存为 JSON 行", "Save as JSON lines";
    KeepShown = "将所列 {n} 条存入案卷", "Keep the {n} shown as [n:a case|cases]";
    KeptAll = "已存入案卷 {n} 件。", "{n} [n:case was|cases were] kept.";
    KeptSome = "案卷最多 {max} 件，存入了 {n} 件。", "{n} [n:case was|cases were] kept; {max} are the most.";
}
