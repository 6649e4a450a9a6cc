//! The table of sentences: one line each, Chinese and English beside each other.

macro_rules! messages {
    ($table:ident: $($name:ident = $zh:literal, $en:literal;)*) => {
        /// A sentence; its doc is its English.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $table { $(#[doc = $en] $name,)* }

        impl $table {
            /// All sentences.
            pub const ALL: &[$table] = &[$($table::$name,)*];
        }

        impl crate::messages::Sentence for $table {
            fn both(self) -> (&'static str, &'static str) {
                match self { $($table::$name => ($zh, $en),)* }
            }
        }
    };
}

pub(super) use messages;

messages! { Msg:
    // The page
    SkipToSearch = "跳到搜索", "Skip to search";
    SkipToList = "跳到结果列表", "Skip to the list of results";
    SkipToMap = "跳到地图", "Skip to the map";
    SkipLinks = "快速跳转", "Skip links";
    AppName = "地名与设施", "Place names and facilities";
    Panel = "查找与结果", "Search and results";
    PanelFold = "收起面板", "Fold the panel";
    PanelUnfold = "展开面板", "Unfold the panel";
    ThemeIs = "外观：{theme}", "Appearance: {theme}";
    ThemeAuto = "跟随系统", "As the system";
    ThemeLight = "浅色", "Light";
    ThemeDark = "深色", "Dark";
    Back = "返回", "Back";
    Retry = "重试", "Try again";
    PartComing = "正在打开…", "Opening…";
    PartFailed = "这一部分没有载入。请检查网络后重试；仍然不行时，请重新载入本页（可能刚刚发布了新版本）。", "This part did not load. Check the connection and try again; if that does not help, load the page again (a new version may have been published).";
    LinkUnread = "链接中有读不懂的部分，没有采用：{parts}。其余照常显示。", "A part of the link could not be read and was left out: {parts}. The rest is shown.";
    ListLayer = "图层", "Layer";
    ListName = "名称", "Name";
    ListLatinName = "罗马字母名称", "Name in Latin letters";
    ListLongitude = "经度（WGS 84）", "Longitude (WGS 84)";
    ListLatitude = "纬度（WGS 84）", "Latitude (WGS 84)";
    ListDistance = "距离（米）", "Distance (m)";
    Sheet = "面板高度", "Height of the panel";
    SheetPeek = "最小", "lowest";
    SheetHalf = "一半", "half";
    SheetFull = "全屏", "full";

    // Search
    Search = "搜索", "Search";
    SearchHint = "搜索名称、拼音、地址、编号", "Name, pinyin, address";
    SearchHelp = "输入后列表随即更新；按向下键进入列表，按回车键打开第一条，按 Esc 键清空。", "The list follows as you type; Down goes to the list, Enter opens the first record, Escape clears.";
    SearchClear = "清空搜索", "Clear the search";

    // Layers, facets, chips
    Layers = "图层", "Layers";
    Filters = "筛选", "Filters";
    FiltersOn = "筛选（已选 {n} 项）", "Filters ({n} on)";
    FilterBelongs = "只作用于：{layers}", "Applies to: {layers}";
    Yes = "是", "Yes";
    No = "否", "No";
    Unknown = "未知", "Unknown";
    NotGiven = "未填写", "Not given";
    MarkYes = "有", "Has it";
    MarkNo = "没有", "Does not";
    AtLeast = "{label} ≥ {from}", "{label} ≥ {from}";
    AtMost = "{label} ≤ {to}", "{label} ≤ {to}";
    FromTo = "{label} {from}–{to}", "{label} {from}–{to}";
    ChipsOn = "已选条件", "What is on";
    ChipQuery = "“{query}”", "“{query}”";
    ChipLayers = "图层 {on}/{all}", "Layers {on} of {all}";
    Remove = "去掉：", "Remove:";
    ClearAll = "全部清除", "Clear all";

    // The list
    Results = "结果列表", "Results";
    CountAll = "共 {n} 条", "{n} [n:record|records]";
    CountInView = "地图范围内 {n} 条，共 {all} 条", "{n} [n:record|records] in view, {all} in all";
    CountUnplaced = "其中 {n} 条没有位置", "{n} without a place";
    SortLabel = "排序", "Order";
    SortRelevance = "按相关程度", "Best match";
    SortDistance = "按距离", "Nearest";
    SortName = "按名称", "By name";
    ChoosingStop = "取消", "Cancel";
    UseCenter = "改用地图中心", "Use the map's centre";
    InView = "只看地图范围内", "Only in view";
    RowWaiting = "正在读取…", "Loading…";
    NothingFor = "没有找到与“{query}”相符的记录", "Nothing matches “{query}”";
    NothingPasses = "没有符合条件的记录", "Nothing passes the filters";
    NothingInView = "地图范围内没有符合条件的记录", "Nothing on this part of the map";
    NothingOn = "没有打开任何图层", "No layer is on";
    NothingYet = "正在加载数据…", "Loading the data…";
    SearchedNothing = "没有可查的字，未作查找。", "There are only signs: nothing was searched for.";
    SearchedShorter = "没有找到“{left_out}”，以下按“{used}”查找。", "“{left_out}” was not found; this is what “{used}” finds.";
    SearchedNear = "没有完全相同的读音，下面是相近的。", "Nothing sounds exactly so; these come close.";
    SearchedNumber = "没有找到“{left_out}”，最近的是 {number} 号；以下按“{used}”查找。", "“{left_out}” was not found, the nearest is number {number}; this is what “{used}” finds.";
    TakenFor = "“{word}”也按“{means}”查找。", "“{word}” is also searched for as “{means}”.";
    TakenAbsent = "本地图没有{what}的资料。", "This map has no data on {what}.";
    TakenAbsentBelow = "本地图没有{what}的资料，下面只是文字里有“{word}”的记录。", "This map has no data on {what}; the records below only have “{word}” in their text.";
    PositionGo = "到这个位置：纬度 {lat}，经度 {lon}", "Go to this position: latitude {lat}, longitude {lon}";
    PositionOutside = "这是一个坐标（纬度 {lat}，经度 {lon}），不在本地图范围内。", "This is a position (latitude {lat}, longitude {lon}) outside of this map.";
    DidYouMean = "您是不是要找：", "Did you mean:";
    FewerFilters = "去掉筛选条件", "Lift the filters";
    WiderArea = "查看全部范围", "Look everywhere";
    AllLayers = "打开全部图层", "Turn all layers on";
    Spot = "此处的记录", "Records at this place";

    // Why it matched
    MatchExact = "完全相同", "exact";
    MatchPrefix = "开头相同", "begins with it";
    MatchSubstring = "包含", "contains it";
    MatchMeaning = "含义相符", "by meaning";
    MatchSameSound = "同音", "same sound";
    MatchNear = "相近", "close";
    MatchedBy = "匹配依据：", "Matched by:";

    // Records
    StatePlanned = "规划中", "Planned";
    StateClosed = "已停用", "Closed";
    StateMoved = "已迁移", "Moved";
    Card = "地点详情", "About this place";

    // Towns
    Towns = "按乡镇统计", "Counts by town";
    Total = "合计", "Total";

    // Printing and saving
    Keep = "打印与保存", "Print and save";

    // Data of a layer
    Data = "数据", "Data";
    PhaseIncomplete = "不完整", "Incomplete";
    LoadingLayers = "正在加载 {n} 个图层", "Loading {n} [n:layer|layers]";
    NotesCount = "{n} 处", "{n} [n:note|notes]";
    NoteRow = "序号", "Row";
    NoteOfAll = "全部 {n} 条记录", "all {n} records";
    NoteKey = "编号", "Id";
    NoteField = "字段", "Field";
    NoteValue = "值", "Value";
    NoteReason = "问题与处理", "What is wrong, what was done";

    // Problems: what happened, what to do
    ProblemTitle = "无法打开地图目录", "The catalog cannot be opened";
    ProblemWorks = "本页面本身正常，只是没有取得数据。", "The page itself works; only the data did not arrive.";
    EngineRestarted = "数据服务曾中断，已重新启动；您的筛选和位置都保留。", "The part of the page that holds the data stopped and was started again; your filters and place are kept.";
    EngineLost = "数据服务已停止，列表和地图停留在最后的内容。", "The part of the page that holds the data has stopped; list and map show what they had.";
    EngineLostDo = "请重新载入本页；您的筛选和位置会保留。", "Load the page again; your filters and place are kept.";
    Reload = "重新载入", "Load again";
    TroubleCopy = "复制错误信息", "Copy the error";
    TextCopied = "已复制", "Copied";
    TextNotCopied = "浏览器不允许复制，请从下框中手动复制。", "The browser does not allow copying; please copy it from the box below.";
    TextToCopy = "要复制的内容", "Text to copy";
    SoundMissing = "不能按拼音、同音、简繁体搜索：{why}现在只能找到与所写文字一样的内容。", "Search by pinyin, by sound and across simplified and traditional characters is not there: {why} Only what is written just so is found.";
    SoundLoading = "正在重新载入…", "Loading again…";
    ProblemNotCharacters = "收到的文件不是本版本的汉字表。", "What came is not the table of characters of this version.";
    ProblemNotCharactersDo = "请重试；仍然不行时，请重新载入本页，或联系网站管理员。", "Try again; if that does not help, load the page again or tell the site's administrator.";
    KeptShown = "服务器的资料没有来（连不上，或者网络要先登录）：这里是 {date} 保存在本机的资料，之后可能有变化。", "The server's data did not come (it cannot be reached, or the network wants a login first): these data were kept on this machine on {date} and may have changed since.";
    UpdateReady = "新版本已经备好。更新后，筛选和位置都不变。", "A newer version is ready. Your filters and place are kept.";
    UpdateNow = "现在更新", "Update now";
    UpdateLater = "以后再说", "Later";
    ProblemStatus = "服务器返回状态 {status}。", "The server answered with status {status}.";
    ProblemStatusDo = "请稍后重试；若一直如此，请检查地址或联系网站管理员。", "Try again later; if it stays so, check the address or tell the site's administrator.";
    ProblemNotFound = "服务器上没有这个文件（状态 {status}）。", "The server has no such file (status {status}).";
    ProblemNotFoundDo = "请检查地址，或联系网站管理员。", "Check the address, or tell the site's administrator.";
    ProblemNetwork = "网络不通，或浏览器拒绝了连接。", "There is no connection, or the browser refused it.";
    ProblemNetworkDo = "请检查网络后重试。", "Check the network and try again.";
    ProblemTimedOut = "服务器 {n} 秒没有回应。", "The server did not answer for {n} [n:second|seconds].";
    ProblemTimedOutDo = "请稍后重试。", "Try again later.";
    ProblemHtml = "收到的是网页而不是数据，可能是门户的登录页。", "A web page came instead of data, perhaps a portal's login page.";
    ProblemHtmlDo = "请先登录门户，再重试；或检查数据地址。", "Log in to the portal and try again, or check the address of the data.";
    ProblemNotJson = "第 {byte} 字节处不是有效的 JSON。", "At byte {byte} it is not valid JSON.";
    ProblemNotJsonDo = "请重新导出文件；该字节之前的内容已保留。", "Export the file again; what came before that byte is kept.";
    ProblemNotGeoJson = "是 JSON，但不是 GeoJSON（type 为“{found}”）。", "It is JSON but not GeoJSON (its type is “{found}”).";
    ProblemNoType = "是 JSON，但不是 GeoJSON（没有 type）。", "It is JSON but not GeoJSON (it has no type).";
    ProblemNotGeoJsonDo = "请导出为 GeoJSON 的 FeatureCollection。", "Export it as a GeoJSON FeatureCollection.";
    ProblemTruncated = "文件在第 {byte} 字节处中断。", "The file stops in the middle, at byte {byte}.";
    ProblemTruncatedDo = "请重试；若一直如此，请重新上传文件。", "Try again; if it stays so, upload the file again.";
    ProblemCrs = "不支持坐标系“{name}”。", "The coordinate system “{name}” is not served.";
    ProblemCrsDo = "请转换为 CGCS2000 或 WGS 84 经纬度后再导出。", "Export it again in longitude and latitude of CGCS2000 or WGS 84.";
    ProblemLimitBytes = "文件超过大小上限（{limit}）。", "The file is over the limit of {limit}.";
    ProblemLimitBytesOf = "文件有 {found}，超过大小上限（{limit}），没有读取。", "The file has {found}, over the limit of {limit}: it was not read.";
    ProblemLimitFeatures = "记录数超过上限（{limit} 条）。", "There are more records than the limit of {limit}.";
    ProblemLimitOther = "超过上限：{what}（{limit}）。", "Over a limit: {what} ({limit}).";
    ProblemLimitDo = "请拆分文件，或由管理员调整上限。", "Split the file, or have the administrator raise the limit.";
    ProblemCatalog = "目录文件的“{path}”有误：{reason}", "The catalog is wrong at {path}: {reason}";
    ProblemCatalogDo = "请按目录说明更正后重试。", "Correct it by the catalog's documentation and try again.";
    ProblemOrigin = "地址 {url} 不属于本站，也不在目录允许的来源中。", "The address {url} is neither of this site nor allowed by its catalog.";
    ProblemOriginDo = "请把文件放到本站，或在目录中列出该来源。", "Put the file on this site, or list its origin in the catalog.";
    ProblemCancelled = "已按您的要求停止加载。", "Loading was stopped as you asked.";
    ProblemCancelledDo = "需要时可以重新加载。", "You can load it again at any time.";
    ProblemEncoding = "无法识别文件的文字编码。", "The encoding of the text is not known.";
    ProblemEncodingDo = "请另存为 UTF-8 后重试。", "Save it as UTF-8 and try again.";
    ProblemEmpty = "文件里没有任何记录。", "There is no record in the file.";
    ProblemEmptyDo = "请核对是否选对了文件；表格的第一行须是列名，记录从第二行起。", "Check that it is the right file; in a table the first line names the columns and records follow from the second.";
    ProblemNotTable = "既不是 GeoJSON，也不是能识别的 CSV 表格：前 20 行中没有已知的列名，第一行是“{found}”。", "It is neither GeoJSON nor a CSV table that is understood: none of its first 20 lines names a known column; the first is “{found}”.";
    ProblemNotTableDo = "请写上列名，如“名称、经度、纬度”；Excel 文件请先另存为 CSV。", "Name the columns (such as name, lon, lat); save an Excel file as CSV first.";
    ProblemUnreadable = "浏览器读不了这个文件：它可能是文件夹，或在选择之后被移动、修改、占用。", "The browser cannot read it: it may be a folder, or it was moved, changed or locked after it was chosen.";
    ProblemUnreadableDo = "请重新选择文件；文件夹请逐个选择其中的文件。", "Choose the file again; of a folder, choose the files in it.";
    ProblemLimitFiles = "最多同时打开 {limit} 个本机文件，这个没有打开。", "At most {limit} files of this machine can be open at once: this one was not opened.";
    ProblemLimitFilesDo = "请先关闭不用的本机文件。", "Close one that is not needed first.";
    ProblemNoFeatures = "type 是“{found}”，但内容不是：FeatureCollection 要有数组 features，Feature 要有 geometry 和 properties。", "Its type is “{found}”, but what belongs to it is missing: a FeatureCollection has an array features, a Feature has geometry and properties.";
    ProblemTopology = "这是 TopoJSON，本页面不能直接打开。", "It is TopoJSON, which is not read here.";
    ForeignKml = "这是 KML，本页面不能直接打开。", "It is KML, which is not read here.";
    ForeignGpx = "这是 GPX，本页面不能直接打开。", "It is GPX, which is not read here.";
    ForeignXml = "这是 XML（如 GML、OSM 或服务的应答），本页面不能直接打开。", "It is XML (GML, OSM or a service's answer), which is not read here.";
    ForeignArchive = "这是 Excel 工作簿（xlsx）或压缩包，本页面不能直接打开。", "It is an Excel workbook (xlsx) or another archive, which is not read here.";
    ForeignOldOffice = "这是 Excel 或 Word 的旧格式（xls、doc），本页面不能直接打开。", "It is an old Excel or Word file (xls, doc), which is not read here.";
    ForeignShapefile = "这是 shapefile（shp），本页面不能直接打开。", "It is a shapefile (shp), which is not read here.";
    ForeignDatabase = "这是 GeoPackage 之类的数据库文件，本页面不能直接打开。", "It is a database such as GeoPackage, which is not read here.";
    ForeignDocument = "这是文档或图片，不是数据。", "It is a document or a picture, not data.";
    ForeignOsm = "这是 OpenStreetMap（Overpass）的 JSON，不是 GeoJSON。", "It is JSON of OpenStreetMap (Overpass), not GeoJSON.";
    ForeignRecords = "这是普通的 JSON 记录，不是 GeoJSON：没有 type、geometry 和 properties。", "These are plain JSON records, not GeoJSON: they have no type, geometry and properties.";
    ForeignMapService = "这是地图服务（如高德、百度、天地图）的应答，不是 GeoJSON。", "It is the answer of a map service (such as Amap, Baidu, Tianditu), not GeoJSON.";
    ForeignServiceError = "这不是数据，是服务的出错信息：“{found}”。", "It is no data but a service's message of an error: “{found}”.";
    ForeignWebPage = "这是网页，或以网页格式保存的 Excel 文件，不是表格文本。", "A web page, or a workbook saved as one, not a table in text.";
    ForeignWrapped = "GeoJSON 在成员“{found}”里面，外面还包着别的内容。", "The GeoJSON stands inside the member “{found}” of something else.";
    ForeignDoGis = "请用 QGIS 等软件打开，另存为 GeoJSON（WGS 84 或 CGCS2000 经纬度）。", "Open it in QGIS or the like and save it as GeoJSON (longitude and latitude of WGS 84 or CGCS2000).";
    ForeignDoOffice = "表格请另存为 CSV；压缩包请先解压，再打开其中的 GeoJSON 或 CSV。", "Save a workbook as CSV; unpack an archive and open the GeoJSON or CSV in it.";
    ForeignDoRecords = "请转换为 GeoJSON，或存为有“名称、经度、纬度”等列的 CSV；网络地图的坐标多为 GCJ-02 或 BD-09，打开时请选对坐标系。", "Convert it to GeoJSON, or save it as CSV with columns such as name, lon, lat; positions of web maps are mostly GCJ-02 or BD-09: choose that when opening it.";
    ForeignDoService = "请检查数据地址和权限，重新下载；ArcGIS 服务请用 f=geojson。", "Check the address and the rights, and download it again; of an ArcGIS service ask for f=geojson.";
    ForeignDoWebPage = "请用 Excel 或 WPS 打开它，另存为 CSV 后再打开。", "Open it with Excel or WPS, save it as CSV and open that.";
    ForeignDoWrapped = "请把这个成员单独另存为文件，再打开。", "Save that member as a file of its own and open it.";
    ProblemMemory = "浏览器内存不足，读不完全部内容。", "The browser has no memory for more.";
    ProblemMemoryDo = "请关闭其他标签页后重试，或拆分文件。", "Close other tabs and try again, or split the file.";

    // Notes: what is wrong, what was done, what to do
    ReasonRingUnclosed = "多边形的环没有闭合：已自动闭合，请在源文件中补上末点。", "The ring is not closed: it was closed; add the last position in the file.";
    ReasonRingWinding = "多边形的环绕向相反：已自动调整，可不处理。", "The ring winds the other way: it was turned; nothing need be done.";
    ReasonExtraOrdinates = "坐标多于三个数：多余的未使用，可不处理。", "A position has more than three numbers: the rest were left out; nothing need be done.";
    ReasonNestedCollection = "集合中又套集合：已展开，可不处理。", "A collection inside a collection: it was flattened; nothing need be done.";
    ReasonDuplicateId = "编号与前面的记录重复：编号归前一条，本条仍保留，请改用不同编号。", "An earlier record has this id and keeps it; this one stays in the list: give it an id of its own.";
    ReasonNoId = "没有编号：记录已保留，但无法用链接打开，请补上编号。", "It has no id: it is kept, but no link can open it; give it an id.";
    ReasonNumberAsText = "数字写成了文字：已按数字读取，可不处理。", "A number given as text: it was read as a number; nothing need be done.";
    ReasonCoordinateAsText = "坐标写成了文字：已按数字读取，可不处理。", "A coordinate given as text: it was read as a number; nothing need be done.";
    ReasonSwapped = "经度和纬度颠倒：已对调，请在源文件中更正。", "Latitude stands before longitude: they were swapped; correct the file.";
    ReasonCoordinateNotNumber = "坐标不是数字：保留在列表中，不在地图上，请更正。", "A coordinate is no number: the record is in the list but not on the map; correct it.";
    ReasonOutOfRange = "坐标不在地球上：保留在列表中，不在地图上，请更正。", "The position is not on the earth: the record is in the list but not on the map; correct it.";
    ReasonProjected = "坐标像是投影的米：保留在列表中，不在地图上，请转换为经纬度。", "The position looks like projected metres: the record is in the list but not on the map; convert it to longitude and latitude.";
    ReasonTooFewPositions = "点数太少，构不成图形：保留在列表中，不在地图上，请补全。", "Too few positions for a shape: the record is in the list but not on the map; complete it.";
    ReasonOutsideBounds = "位置在本地图范围之外：按原坐标放置，请核对。", "The position is outside this map's area: it was placed where it says; check it.";
    ReasonNoGeometry = "没有位置：保留在列表中，不在地图上，请补上坐标。", "It has no place: the record is in the list but not on the map; add its position.";
    ReasonBadGeometry = "图形无法识别：保留在列表中，不在地图上，请更正。", "The geometry cannot be read: the record is in the list but not on the map; correct it.";
    ReasonNotFeature = "不是要素（Feature）：未采用，请检查源文件。", "It is no Feature: it was left out; check the file.";
    ReasonBrokenFeature = "这一条的 JSON 有误：未采用，其余不受影响，请更正。", "The JSON of this record is broken: it was left out, the others are not touched; correct it.";
    ReasonNoProperties = "没有任何属性：记录已保留，内容未知，请补上属性。", "It has no properties: it is kept, nothing is known of it; add them.";
    ReasonWrongKind = "值的类型不对：按未知处理，请更正。", "The value is of another kind: it counts as unknown; correct it.";
    ReasonTooLong = "文字超过长度上限：已截断，请缩短。", "The text is over the limit: it was cut; shorten it.";
    ReasonTooDeep = "嵌套太深：未采用，请简化。", "It is nested too deep: it was left out; make it simpler.";
    ReasonUnknownField = "目录中没有这个字段：未显示；需要时请在目录中登记。", "The catalog does not know this field: it is not shown; add it to the catalog if it is needed.";
    ReasonTwoForOne = "两个属性指同一字段：采用了第一个，请删去另一个。", "Two properties mean the same field: the first was kept; remove the other.";
    ReasonSecret = "密级不是公开：公众视图中不显示。", "Its secrecy is not public: it is not shown to the public.";
    ReasonBadText = "含有无法识别的字符：已替换，请检查文件编码。", "Some bytes are no text: they were replaced; check the encoding of the file.";
    ReasonNoName = "没有名称：记录已保留，请补上名称。", "It has no name: it is kept; add a name.";
    ReasonCellCount = "这一行的格数与第一行的列数不符：有列名的格已保留，请核对。", "The row has more or fewer cells than the first line has columns: what has a heading is kept; check it.";
    ReasonOddWord = "写的是 NaN、Infinity 之类，JSON 里没有这样的值：按未知处理，请在导出时留空（null）。", "A word such as NaN or Infinity, which JSON does not have: it counts as unknown; export null instead.";
    ReasonBrokenText = "这一行（段）不是完整的 JSON：未采用，其余不受影响，请更正。", "This line or part is no whole JSON: it was left out, the others are not touched; correct it.";
    ReasonBareArray = "要素直接放在数组里，外面没有 FeatureCollection：已照常读取，可不处理。", "The features stand in an array without a FeatureCollection around: they were read; nothing need be done.";
    ReasonPartial = "服务说明还有更多记录，文件里只有一部分：请分页下载完整后再打开。", "The service says that there are more records than the file holds: download all pages and open it again.";
    ReasonOtherTurn = "经度超出 ±180°：已加减整圈（360°），请在源文件中更正。", "The longitude is beyond ±180°: whole turns (360°) were taken off or added; correct the file.";
    ReasonAcrossAntimeridian = "图形跨过 180° 经线：按较短的一边放置，请核对。", "The shape crosses the meridian of 180°: it was placed the short way round; check it.";
    ReasonOddAltitude = "坐标的第三个数（高程）不是数字：未使用，位置不受影响，请更正。", "The third number of a position (altitude) is no number: it was left out, the place is not touched; correct it.";
    ReasonUnevenAltitude = "图形的各点有的带高程、有的不带，或环的首尾高程不同：高程未使用，位置不受影响。", "Some positions of the shape have an altitude and others not, or a ring's ends differ in it: altitudes were left out, the place is not touched.";
    ReasonOddBbox = "bbox 不是四个或六个数：未使用，可不处理。", "The bbox is not four or six numbers: it was not used; nothing need be done.";
    ReasonCollectionOfOne = "GeometryCollection 里只有一个图形：已采用，可不处理。", "The GeometryCollection holds a single geometry: it was read; nothing need be done.";
    ReasonForeignMember = "这个成员不该出现在这里（属于另一类 GeoJSON 对象）：未使用，请检查源文件。", "This member belongs to another kind of GeoJSON object: it was not used; check the file.";
    ReasonDateAsSerial = "日期写成了 Excel 的序号：已按天数换算，请核对。", "The date stands as a serial number of Excel: it was converted; check it.";
    ReasonSpoiltId = "编号被表格软件改成了科学计数，后面的数字已丢失：按原样保留，请从原始资料恢复。", "A spreadsheet has turned the id into a rounded number and lost its last digits: it is kept as it stands; restore it from the original.";
    ReasonNoPositionColumns = "没有经度、纬度两列：记录只在列表中，不在地图上；需要时请加上“经度”和“纬度”列。", "There are no columns of longitude and latitude: the records are in the list but not on the map; add columns lon and lat if they are needed.";
    ReasonKeptField = "目录中没有这一栏：已保留，可在卡片的“其他栏目”和保存的文件中看到，但不能筛选和搜索。", "The catalog does not know this column: it is kept, on the card under “Other columns” and in saved files, but not filtered or searched.";
    ReasonHeadingFound = "列名不在第一行，或占几行：按这一行起的列名读取（数字是文件中的行号）。", "The headings are not in the first line, or take several: read from this line on (the number is the line of the file).";
    ReasonAboveHeading = "列名上方的内容：未采用（数字是文件中的行号）。", "It stands above the headings: left out (the number is the line of the file).";
    ReasonNoRecord = "合计、说明或重复的列名，不是记录：未采用（数字是文件中的行号）。", "A total, a remark or the headings once more, no record: left out (the number is the line of the file).";
    ReasonMaybeNoRecord = "看起来像合计或说明，但有坐标：按记录保留，请核对（数字是文件中的行号）。", "It looks like a total or a remark but has a position: kept as a record; check it (the number is the line of the file).";
    ReasonFromAbove = "写的是“同上”：已用上一行的值。", "It says “as above”: the value of the row above was taken.";
    ReasonEmptyBelow = "这一列有值的格下面有空格，可能是合并的单元格：空格按未知处理，请取消合并并填满后再打开。", "Cells of this column are empty below filled ones, perhaps merged cells: they count as unknown; unmerge and fill them, then open the file again.";
    ReasonLoneQuote = "引号没有成对：已当作文字。", "A quotation mark without its pair: it was taken for a letter.";
    ReasonPositionRead = "坐标不是小数度数：已换算，请核对。", "The position is not in decimal degrees: it was converted; check it.";
    ReasonDatumOfHeading = "列名写明的坐标系与所选的不同：已按列名的坐标系读取。", "The heading names another datum than the one chosen: the heading's was used.";
    ReasonPositionSplit = "经度和纬度写在一格里：已分开。", "Longitude and latitude stand in one cell: they were split.";
    ReasonUnusedColumn = "审查不用这些栏，或不认识列名：未采用。", "The review has no use for these columns, or does not know their headings: they were not used.";
    ReasonFirstCell = "没有列名，这一行有几格：只采用了第一格，作为名称。", "There are no headings and the row has several cells: only the first was used, as the name.";
    ReasonSideBySide = "表格分左右几栏，列名相同：各栏都已读取，每栏一条记录。", "The table stands in parts side by side under the same headings: each part was read, a record a part.";
    ReasonSecondName = "这一条在另一列还有一个名称：没有当作地名读取，请另起一行。", "The record has another name in a second column: it was not read as a name; give it a row of its own.";
    ReasonMaybeTitle = "这一行只有第一格，可能是下面各行的标题：按记录保留，请核对（数字是文件中的行号）。", "The row has its first cell only and may be a title of those below: kept as a record; check it (the number is the line of the file).";
    ReasonNoSuchDay = "没有这一天：按未知处理，请更正。", "There is no such day: it counts as unknown; correct it.";
    ReasonTimeLeftOut = "日期后面带有时间：只读取了日期。", "A time of day stands behind the day: only the day was read.";
    ReasonNotCount = "数量是负数或不是整数：按原样保留，请核对。", "A number of things is negative or not whole: it is kept; check it.";
    ReasonNotListed = "目录没有列出这个值（同样的值只提示一次）：按原样保留，请核对写法。", "The catalog does not list this value (told once a value): it is kept; check how it is written.";
    ReasonSpoiltPhone = "电话被表格软件改成了科学计数，后面的数字已丢失：按原样保留，请从原始资料恢复。", "A spreadsheet has turned the telephone number into a rounded one and lost its last digits: it is kept as it stands; restore it from the original.";
    ReasonCutRow = "文件到这一行中间就结束了：已读出的格保留，后面可能还有内容，请核对源文件是否完整。", "The file ends within this row: its cells were kept, but more may be missing; check whether the file is whole.";

    // Files of this machine
    LocalOpen = "打开本机文件", "Open a file";
    LocalTitle = "本机文件", "Files of this machine";
    LocalMark = "本机", "this machine";
    LocalStays = "可打开 GeoJSON 或 CSV，也可以把文件拖到页面上。文件只在本机浏览器中读取，不会上传；重新载入页面后即消失。打开后，地址栏不再记录搜索词和筛选条件。", "GeoJSON or CSV; you can also drop it on the page. It is read in this browser only, is sent nowhere, and is gone when the page is loaded again. From then on the address bar holds no search and no filters.";
    LocalDatum = "坐标基准", "Datum of the coordinates";
    LocalDatumWgs84 = "WGS 84（默认）", "WGS 84 (usual)";
    LocalDatumCgcs2000 = "CGCS2000（国家大地坐标系）", "CGCS2000";
    LocalDatumGcj02 = "GCJ-02（高德、腾讯）", "GCJ-02 (Amap, Tencent)";
    LocalDatumBd09 = "BD-09（百度）", "BD-09 (Baidu)";
    LocalDrop = "松开即打开：文件只在本机读取", "Let go to open it: it is read on this machine only";
    LocalClose = "关闭这个文件", "Close this file";
    LocalSize = "{bytes}，修改于 {date}", "{bytes}, changed {date}";
    LocalNotOpened = "没有打开“{name}”：{what}", "“{name}” was not opened: {what}";

    // The map
    Map = "地图", "Map";
    MapHelp = "方向键到那个方向的下一个地点，Shift 加方向键移动地图，Page Down 和 Page Up 逐个走遍图上的地点，加号和减号缩放，Home 键回到初始范围，回车键打开，Esc 键离开并回到原处。", "Arrow keys go to the next place in that direction, Shift and arrows move the map, Page Down and Page Up go through all places on it, plus and minus zoom, Home goes back to where it opened, Enter opens, Escape leaves and returns to where you were.";
    ZoomIn = "放大", "Zoom in";
    ZoomOut = "缩小", "Zoom out";
    MapHome = "回到初始范围", "Back to where it opened";
    Basemap = "底图", "Basemap";
    BasemapNone = "无底图", "None";
    BasemapRefused = "底图服务器拒绝访问，请核对密钥和它允许的网址；列表和搜索不受影响。", "The basemap's server refuses access: check the key and the site it is for. List and search go on.";
    BasemapTooMany = "对底图服务器的请求太多，或超出了配额，请稍后重试；列表和搜索不受影响。", "The basemap's server was asked too often, or its quota is used up: try again later. List and search go on.";
    BasemapServerError = "底图服务器出错，没有给出图片；列表和搜索不受影响。", "The basemap's server has an error and gives no pictures. List and search go on.";
    BasemapSlow = "底图服务器迟迟没有回应；列表和搜索不受影响。", "The basemap's server gives no answer in time. List and search go on.";
    BasemapUnreachable = "连不上底图服务器，请检查网络；列表和搜索不受影响。", "The basemap's server cannot be reached: check the network. List and search go on.";
    BasemapUnexplained = "底图服务器有回应，但没有给出图片，也没有说明原因；列表和搜索不受影响。", "The basemap's server answers, but gives no pictures and no reason. List and search go on.";
    BasemapNothing = "底图服务器没有这里的图片；列表和搜索不受影响。", "The basemap's server has no pictures of this place. List and search go on.";
    BasemapImagesOnly = "底图服务器未开放跨域读取（CORS），保存图片时不含底图", "No CORS from the basemap's server: a saved picture leaves the basemap out";
    Approval = "审图号：{number}", "Map approval no. {number}";
    ApprovalUnset = "审图号：未设置", "Map approval no.: not set";
    ScaleBar = "比例尺 {distance}", "Scale {distance}";
    MapUndrawable = "此浏览器无法绘制地图，列表和搜索不受影响。", "This browser cannot draw the map; list and search go on.";
    ClusterOf = "{n} 个地点", "{n} [n:place|places]";

    // First words of what comes later: its buttons, its name while it comes
    Workspaces = "工作区", "Workspaces";
    WorkspaceFind = "查找", "Find";
    WorkspaceReview = "审查", "Review";
    Help = "帮助", "Help";
    TourAsk = "第一次使用？", "First time here?";
    TourStart = "四步看懂", "Four quick steps";
    TourNo = "不用了", "No, thanks";
    OpenFull = "完整页面", "Full page";
    OpenFullHint = "在新标签页中打开这里显示的内容", "Opens what is shown here in a new tab";
    ScreenWhole = "全屏显示", "Full screen";
    ScreenLeave = "退出全屏", "Leave full screen";
    HintWheel = "按住 Ctrl 键再滚动滚轮，可以缩放地图", "Hold Ctrl and turn the wheel to zoom the map";
    HintTouch = "请用两个手指移动和缩放地图", "Use two fingers to move and zoom the map";
    EmbedBuild = "嵌入网页", "Put on a web page";
    Compare = "对比", "Compare";
    CompareCount = "对比（{n}）", "Compare ({n})";
    Tour = "使用引导", "Tour";
    LinkCopied = "链接已复制", "The link is copied";
}
