//! The sentences of what is printed and saved: the view with its choices, the sheet of paper, the picture.

crate::messages! { PaperMsg:
    // The view
    PrintTitle = "打印", "Print";
    Size = "纸张", "Paper";
    SizeA4 = "A4（210 × 297 毫米）", "A4 (210 × 297 mm)";
    SizeA3 = "A3（297 × 420 毫米）", "A3 (297 × 420 mm)";
    Direction = "方向", "Direction";
    Portrait = "纵向", "Portrait";
    Landscape = "横向", "Landscape";
    Area = "范围", "Area";
    AreaAnswer = "全部结果", "All results";
    AreaRecord = "选中的地点及周边", "The chosen place and around it";
    AreaScreen = "与屏幕相同", "As on the screen";
    TitleField = "标题", "Title";
    WithList = "附编号列表", "With the numbered list";
    Print = "打印", "Print";
    OnPaper = "纸上的地图含当前所见，共 {n} 条记录，{order}。", "The map on the paper holds what you see now: {n} [n:record|records], {order}.";
    OnPaperAll = "纸上的地图含全部结果，共 {n} 条记录，{order}。", "The map on the paper holds all results: {n} [n:record|records], {order}.";
    OnPaperAround = "纸上的地图含“{name}”及周边，共 {n} 条记录，{order}。", "The map on the paper holds {name} and what is around it: {n} [n:record|records], {order}.";
    OnPaperNone = "纸上没有可打印的记录，只打印地图。", "There is no record to print: only the map is printed.";
    LeftOut = "列表只印前 {n} 条，其余 {left} 条不印；如需全部，请把列表保存为 CSV，或放大地图、增加筛选条件。", "The list has room for the first {n}; {left} more are left out. For all of them save the list as CSV, or zoom in, or filter more.";
    Unplaced = "另有 {n} 条记录没有位置，不在纸上。", "{n} more [n:record has|records have] no place and [n:is|are] not on the paper.";
    Preparing = "正在准备…", "Being prepared…";
    PrintHint = "为矢量图，存为 PDF 后可搜索名称。请按 100% 打印，纸张在打印对话框中核对。", "It is drawn in lines, so that names can be found in a PDF. Print at 100 %, and check the paper in the print dialog.";
    PictureTitle = "地图图片", "Picture of the map";
    SavePicture = "保存图片（PNG）", "Save picture (PNG)";
    PictureHint = "屏幕上的地图，下方附标题、审图号、比例尺、来源和日期。", "The map as it is on the screen, with title, approval number, scale, sources and date below it.";
    PictureSaved = "图片已保存。", "The picture was saved.";
    PictureBare = "图片已保存，但不含底图：底图的服务器不允许保存。", "The picture was saved without the basemap: its server does not allow that.";
    PictureFailed = "图片未能保存：浏览器没有给出图像。", "The picture was not saved: the browser gave none.";
    ListTitle = "列表", "List";
    ListHolds = "{n} 条，{order}。", "{n} [n:record|records], {order}.";
    ListHoldsIn = "地图范围内 {n} 条，{order}。", "{n} [n:record|records] in view, {order}.";
    ListNone = "当前列表是空的，没有可保存的内容。", "The list is empty now: there is nothing to save.";
    Filtered = "条件：{what}", "Shown: {what}";
    SaveTable = "保存为 CSV", "Save as CSV";
    SaveFeatures = "保存为 GeoJSON", "Save as GeoJSON";
    TableHint = "CSV 可用 Excel 打开；GeoJSON 可在本页和地理信息软件中打开。", "Excel opens the CSV; this page and other map programs open the GeoJSON.";
    Stop = "停止", "Stop";
    SavingOf = "已写入 {done} / {of} 条", "{done} of {of} records written";
    Stopped = "已停止，没有保存文件。", "Stopped; no file was saved.";
    HasLocal = "其中有本机文件的记录，可能含不公开的内容。打印和保存只在本机进行，请妥善保管。", "Some records are of a file of this machine and may not be public. They are printed and saved on this machine only: keep them with care.";

    // Orders
    ByRelevance = "按相关程度排序", "best match first";
    ByDistance = "按距离排序", "nearest first";
    ByName = "按名称排序", "by name";

    // The sheet
    PrintedOn = "打印日期 {date}", "Printed {date}";
    SavedOn = "保存日期 {date}", "Saved {date}";
    Shown = "所示内容", "What is shown";
    AllShown = "未筛选", "Not filtered";
    RecordsHere = "图上 {n} 条记录", "{n} [n:record|records] on the map";
    DistanceFrom = "距离自“{name}”起算（直线）", "Distances from {name}, direct";
    DistanceFromChosen = "距离自选定的点起算（直线）", "Distances from the chosen point, direct";
    DistanceFromMiddle = "距离自地图中心起算（直线）", "Distances from the middle of the map, direct";
    DistanceFromPerson = "距离自打印者所在位置起算（直线）", "Distances from where the reader was, direct";
    Legend = "图例", "Legend";
    LegendDisc = "多处合并：圈内为数量，圈色为图层", "Several together: the number inside, layers in the ring";
    LegendTag = "与列表相同的序号", "Number in the list";
    Sources = "资料来源", "Sources";
    North = "北", "N";
    NorthUp = "上北下南", "North is up";
    ScaleAbout = "约 1:{n}（按 100% 打印）", "About 1:{n} (printed at 100 %)";
    List = "列表", "List";
    ListOf = "前 {n} 条，共 {all} 条", "The first {n} of {all}";
    LeftOnPaper = "其余 {left} 条未列出，也无序号。", "{left} more are not listed and have no number.";
    NoBasemap = "底图未能取得，未印。", "The basemap could not be had and is not printed.";
    LocalOnPaper = "含本机文件的记录，注意保管", "With records of a local file: keep with care";
}
