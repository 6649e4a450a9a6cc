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
    LoseChanges = "有 {n} 处修改还没有另存，这样做会丢掉。要继续吗？", "{n} [n:change|changes] not yet saved would be lost. Go on all the same?";
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
    SaveXlsx = "另存为 Excel（标出问题）", "Save as Excel (problems marked)";
    SaveGeoJson = "另存为 GeoJSON", "Save as GeoJSON";
    Saving = "正在生成文件……", "The file is being made …";

    // What the report rests on
    Unchecked = "没有检查的 {n} 项", "{n} [n:thing|things] not checked";
    HowRead = "读取时的 {n} 处说明", "{n} [n:note|notes] on how it was read";
    HowReadOf = "第 {line} 行：{words}", "Line {line}: {words}";
    More = "再显示 {n} 条", "Show {n} more";

    // Two versions
    Parts = "数据台的各部分", "Parts of the data desk";
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

    // The list as a table
    Sheet = "表格", "Table";
    SheetTable = "清单", "The list";
    PlacesTab = "没有坐标", "No coordinates";
    ChangesTab = "与旧版比较", "Compare";
    SheetFind = "查找单元格", "Find in cells";
    OnlyProblems = "只看有问题的行", "Only rows with a problem";
    SheetRows = "{n} 行", "{n} [n:row|rows]";
    SheetShown = "{shown} / {rows} 行", "{shown} of {rows} rows";
    CellAt = "第 {line} 行 · {column}：{value}", "Row {line} · {column}: {value}";
    FindReplace = "查找和替换", "Find and replace";
    FillDown = "向下填充", "Fill down";
    FillDownKey = "把选中的第一行填到下面各行（Ctrl+D）", "Repeat the first chosen row below it (Ctrl+D)";
    AddRow = "加一行", "Add a row";
    RemoveRows = "删除选中的 {n} 行", "Remove {n} chosen [n:row|rows]";
    NotDone = "刚才的修改没有生效：行的顺序已经变了，请再改一次。", "That change was not made: the rows are in another order now. Please make it again.";
    Find = "查找", "Find";
    ReplaceWith = "替换为", "Replace with";
    InColumn = "栏目", "Column";
    AllColumns = "全部栏目", "All columns";
    WholeCell = "整个单元格相同", "Whole cells only";
    ReplaceAll = "替换 {n} 个单元格", "Replace in {n} [n:cell|cells]";
    ChangedRows = "增删了 {n} 行。", "{n} [n:row|rows] added or removed.";
    ToCell = "在表格里看 {cell}", "Show {cell} in the table";

    // What columns mean
    Columns = "栏目对应", "Columns";
    ColumnsHint = "每一栏是什么，按标题自动认出。认错或没认出的，请在“对应到”里选；没有对应的栏原样保留。选过的会记住，下次同样标题的表自动套用。", "What each column is was recognised by its heading. Choose where it is wrong or missing; a column without a field stays as it is. What you choose is remembered for the next list with the same headings.";
    MappingEarlier = "这份表的标题和以前一份相同，已套用那时的对应。", "The headings are those of an earlier list: its columns were taken over.";
    Means = "对应到", "Means";
    MeansNothing = "（不对应，原样保留）", "(nothing: stays as it is)";
    MeansOf = "“{column}”对应到", "What “{column}” means";
    Samples = "前几个值", "Samples";
    Lon = "经度", "Longitude";
    Lat = "纬度", "Latitude";
    LonLat = "坐标（经纬度在一格）", "Position (both in one cell)";
    LooksPhone = "电话", "telephones";
    LooksDate = "日期", "dates";
    LooksLike = "{seen} 个值中 {fitting} 个像{what}", "{fitting} of {seen} values look like {what}";
    TakeLooks = "用作“{what}”", "Use as {what}";
    SaveMapping = "保存栏目对应（JSON）", "Save the columns (JSON)";
    OpenMapping = "打开栏目对应文件", "Open a file of columns";
    BadMapping = "这不是栏目对应文件。", "This is no file of columns.";
    OtherMapping = "这个文件是另一种标题的表的，已记住，但这份表用不上。", "This file is of a list with other headings: it is remembered, but of no use for this one.";

    // One row's place
    OnePlace = "这一行的位置", "Place of this row";
    Pick = "在地图上点出位置", "Choose the place on the map";
    PickStop = "不在地图上选了", "Stop choosing on the map";

    // Kept on this machine
    KeptHere = "修改已存在这台电脑的浏览器里（{bytes}），还没有另存为文件。", "Changes are kept in this browser ({bytes}), not yet saved as a file.";
    KeepRefused = "这个浏览器不允许在本机保存：修改只在这个页面里，请尽快另存。", "This browser keeps nothing on this machine: changes are in this page only. Save the list soon.";
    KeepTooLong = "清单太长，不能自动存在浏览器里：请随时另存。", "The list is too long to be kept in the browser: save it now and then.";
    KeptBefore = "有 {n} 处修改没有另存（{date}，{bytes}）。", "{n} [n:change was|changes were] not saved ({date}, {bytes}).";
    KeptTake = "接着改", "Go on with it";
    KeptDelete = "删除", "Delete";

    // Publishing
    Publish = "发布", "Publish";
    PublishHint = "把这份清单做成网站的一个图层：先看右边有没有要回答的，再保存发布包，解压到网站的文件夹里就生效；或者存成一个网页文件，双击就能打开，不用服务器，也不用联网。", "Make the list a layer of the site: answer what is asked, then save a package that is unpacked into the site's folder, or one page that opens with a double click, without server or network.";
    PublishFetching = "正在读取网站现有的数据……", "Reading the site's data …";
    PublishWorking = "正在检查能不能发布……", "Looking whether it can be published …";
    PublishRefused = "还不能发布，有 {n} 个原因。", "It cannot be published yet: {n} [n:reason|reasons].";
    PublishReady = "可以发布：{n} 条，其中 {unplaced} 条没有坐标。", "It can be published: {n} [n:record|records], {unplaced} of them without a position.";
    PublishAs = "图层", "Layer";
    PublishTarget = "发布为", "Publish as";
    NewLayer = "新的图层", "A new layer";
    ReplaceLayer = "代替“{name}”现有的记录", "In the place of the records of {name}";
    LayerName = "名称", "Name (Chinese)";
    LayerNameEn = "英文名称", "Name (English)";
    LayerId = "编号（小写字母、数字、-）", "Id (a-z, 0-9, -)";
    LayerSource = "资料来源", "Source of the data";
    LayerSign = "符号", "Sign";
    LayerColor = "颜色", "Colour";
    LayerColorDark = "深色模式的颜色", "Colour on dark ground";
    LayerDecimals = "坐标的小数位", "Decimals of coordinates";
    DecimalsAll = "不取整", "as they are";
    SignSquare = "方块", "Square";
    SignCircle = "圆", "Circle";
    SignHouse = "房屋", "House";
    SignBowl = "碗", "Bowl";
    SignArch = "拱门", "Arch";
    SignTablet = "碑", "Tablet";
    SignStele = "界桩", "Stele";
    SignDot = "小点", "Dot";
    PublishFields = "各栏目在哪里显示", "Where each field is shown";
    InRow = "列表", "List";
    InCard = "详情", "Card";
    InFilter = "筛选", "Filter";
    PublishPreview = "列表里是这样", "In the list it looks like this";
    PublishAsk = "这些栏目要公开吗？", "Are these columns public?";
    PublishAskWhy = "发布以后任何人都能在文件里看到。每一栏只问一次，没有回答就不能发布。", "Once published, everybody can read them in the file. Each is asked once; nothing is published without an answer.";
    AnswerPublic = "公开", "Public";
    AnswerOut = "不公开", "Leave out";
    AnswerOf = "{column}：{answer}", "{column}: {answer}";
    MakeZip = "保存发布包（ZIP）", "Save the package (ZIP)";
    MakePage = "存成一个网页文件（HTML）", "Save as one page (HTML)";
    Making = "正在生成……", "Making it …";
    ZipHow = "发布包：在服务器上解压到网站的文件夹（有 index.html 的那个），覆盖同名文件，刷新网页就能看到。", "The package: unpack it on the server into the site's folder (the one with index.html), over the files there; load the page again.";
    PageHow = "网页文件：地图、清单和程序都在里面，可以放在 U 盘里带到内网，双击打开；没有联网的底图。", "The one page: map, list and program are in it. Take it on a USB stick into an inner network and open it with a double click; it has no basemap from a network.";
    PublishDiff = "目录（catalog.json）有哪些变化", "What changes in the catalog (catalog.json)";

    // How it was read
    HeadingLine = "标题在第几行", "Heading on line";
    LeavesRest = "合计、说明、签名的行不作为记录", "Sums, remarks and signatures are no records";
    TakesAbove = "“同上”“〃”取上一行的值", "“As above” takes the value above";

    // What is told of an act
    CopyFar = "选中的行还没有全部读出，没有复制：请少选一些，或者先滚动一遍。", "Not copied: not all chosen rows are here yet. Choose fewer, or scroll through them first.";
    PasteCut = "表格放不下，多出来的行或列没有粘贴：请先加行。", "What did not fit into the table was not pasted: add rows first.";
    KeepNot = "这份清单不是完整的本机文件，修改不自动存在浏览器里：请随时另存。", "This list is no whole file of this machine: changes are not kept in the browser. Save it now and then.";
    Unfetched = "网站的文件没有读到，可能是网络断了。", "Files of the site could not be read; the network may be down.";
    FetchAgain = "再读一次", "Try again";
}
