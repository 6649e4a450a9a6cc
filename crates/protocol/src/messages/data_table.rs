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
    KeptLayer = "{date} 保存在本机的资料", "Kept on this machine on {date}";
}
