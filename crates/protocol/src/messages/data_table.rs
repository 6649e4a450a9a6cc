//! Sentences of what is loaded: layers, their notes, the table of towns.

crate::messages! { DataMsg:
    Stop = "停止加载", "Stop loading";
    SaveCsv = "保存为 CSV", "Save as CSV";
    TownsCaption = "符合当前条件的记录，按乡镇和图层统计", "Records that pass now, by town and layer";
    TownsFirst = "此处只列前 {shown} 个乡镇，CSV 文件含全部 {all} 个。", "Only the first {shown} towns stand here; the CSV file has all {all}.";
    PhaseLoading = "正在加载", "Loading";
    LoadingOf = "已读取 {bytes}，{n} 条", "{bytes} read, {n} [n:record|records]";
    LoadingOfTotal = "已读取 {bytes}，共 {total}，{n} 条", "{bytes} of {total} read, {n} [n:record|records]";
    RecordsPlaced = "{n} 条记录，{placed} 条在地图上", "{n} [n:record|records], {placed} on the map";
    NotesTitle = "数据问题", "Notes on the data";
    NotesSpan = "第 {from}–{to} 处，共 {n} 处", "{from}–{to} of {n}";
    PagePrevious = "上一页", "Previous";
    PageNext = "下一页", "Next";
    NotesKept = "已读到的内容都已保留。", "What was read before is kept.";
    NoteRowOf = "第 {n} 条", "row {n}";
    NoteFile = "整个文件", "the file";
    Attribution = "来源：{source}", "Source: {source}";
    BookReading = "正在读取“{name}”……", "Reading “{name}” …";
    BookStop = "停止读取", "Stop reading";
    BookMembers = "“{name}”里有 {n} 张表，请选择要打开的。", "“{name}” holds {n} [n:sheet|sheets]. Choose which to open.";
    BookFiles = "压缩包“{name}”里有 {n} 个清单，请选择要打开的。", "The archive “{name}” holds {n} [n:list|lists]. Choose which to open.";
    BookSheetSize = "{rows} 行 × {columns} 列", "{rows} [rows:row|rows] × {columns} [columns:column|columns]";
    BookHidden = "隐藏", "hidden";
    BookEmpty = "空表", "empty";
    BookDamaged = "已损坏", "damaged";
    BookOpened = "已打开", "opened";
    BookRounded = "“{name}”里有 {n} 个数超过 15 位，表格软件已把后面的数字改成 0：请核对编号。", "In “{name}” {n} [n:number has|numbers have] more than 15 digits; the spreadsheet has turned the last ones into zeros: check the ids.";
    BookDone = "不再需要", "Done with it";
    BookBroken = "工作簿或压缩包已损坏，或不是能读取的格式。", "The workbook or archive is damaged, or of a kind that is not read.";
    BookSaveAnew = "请用 Excel 或 WPS 打开，另存为 xlsx 或 CSV 后再打开。", "Open it in a spreadsheet, save it as xlsx or CSV, and open that.";
    BookPassword = "文件有密码保护。", "A password protects the file.";
    BookPasswordDo = "请用 Excel 或 WPS 去掉密码，另存后再打开。", "Take the password off in a spreadsheet, save it, and open that.";
    BookNoMember = "压缩包里没有能打开的清单，只有：{found}", "The archive holds no list that can be opened, only: {found}";
    BookNoMemberDo = "请解压后打开其中的表格、GeoJSON 或 CSV。", "Unpack it and open the workbook, GeoJSON or CSV in it.";
    BookBytes = "工作簿超过大小上限（{limit}）。", "The workbook is over the limit of {limit}.";
    BookUnpacked = "解压后的内容超过上限（{limit}）。", "What is packed in it is over the limit of {limit}.";
    BookCells = "有内容的单元格超过上限（{limit} 个）。", "It has more cells than the limit of {limit}.";
    BookTooMany = "压缩包里的清单超过上限（{limit} 个）。", "The archive holds more lists than the limit of {limit}.";
    BookLimitDo = "请拆成几个文件，或另存为 CSV 后再打开。", "Split it into several files, or save it as CSV and open that.";
    BookEnded = "读取程序在这个文件上中断了，页面其他部分不受影响。", "The reader has stopped at this file; the rest of the page goes on.";
    BookNoReader = "读取工作簿的程序没有载入。", "The part that reads workbooks did not load.";
    BookNoReaderDo = "请检查网络后再打开一次，或另存为 CSV。", "Check the network and open it again, or save it as CSV.";
    KeptLayer = "{date} 保存在本机的资料", "Kept on this machine on {date}";
}
