//! Why a list cannot be published, and what is to be known of it.

diming_protocol::messages! { PublishMsg:
    // Why a column is asked
    AskUnknown = "目录里没有这一栏", "the catalog has no such field";
    AskNotShown = "这个图层不显示这一栏", "the layer does not show it";
    AskOfficer = "只供工作人员，不能公开", "for officers only, never public";

    // Why it is refused
    Unanswered = "“{column}”一栏还没有选公开还是不公开。", "It is not said whether column “{column}” is public.";
    OfficerOnly = "“{column}”一栏只供工作人员，不能公开。", "Column “{column}” is for officers only and cannot be published.";
    Secrecy = "第 {line} 行的密级是“{value}”，不是公开：请先删除这一行。", "Line {line} has the secrecy grade {value}, which is not public: remove the row first.";
    NoName = "没有一栏是名称：请在“栏目对应”里选出名称。", "No column is the name of a record: choose it under Columns.";
    IdTaken = "编号“{id}”已有图层使用，请换一个。", "A layer has the id {id} already: choose another one.";
    NoLayer = "目录里没有图层“{id}”。", "The catalog has no layer {id}.";
    NoCatalog = "网站的 data/catalog.json 读不出来。", "data/catalog.json of the site cannot be read.";
    BadEntry = "目录不接受这个图层：{why}", "The catalog does not take this layer: {why}";
    FileTaken = "网站上已有文件 {path}，请换一个编号。", "The site has a file {path} already: choose another id.";
    LayerOfficer = "图层“{layer}”第 {record} 条有只供工作人员的栏目 {what}。", "Layer {layer}, record {record}, has the field {what}, which is for officers only.";
    LayerNoSecrecy = "图层“{layer}”第 {record} 条没有写密级。", "Layer {layer}, record {record}, says no secrecy grade.";
    LayerSecrecy = "图层“{layer}”第 {record} 条的密级是“{what}”。", "Layer {layer}, record {record}, has the secrecy grade {what}.";
    LayerTooFine = "图层“{layer}”第 {record} 条的坐标超过 {what} 位小数。", "Layer {layer}, record {record}: its coordinates have more than {what} decimals.";
    LayerUnread = "图层“{layer}”的文件没有能检查：{what}", "The file of layer {layer} could not be looked through: {what}";
    Lost = "清单有 {written} 条，页面只能读出 {read} 条。", "Of {written} records of the list the page would read {read}.";
    Unreadable = "页面读不出这个图层：{why}", "The page would not read the layer: {why}";
    More = "还有 {n} 处同样的问题。", "{n} more of the same kind.";
    NotNow = "现在还不能发布，请先处理列出的原因。", "It cannot be published now: see the reasons.";
    Part = "清单没有读全，不能发布。", "The list was not read whole and cannot be published.";
    Shapes = "这个图层有线或面，从表格发布会丢掉形状，所以不能发布。", "The layer has lines or areas, which a table does not hold: it cannot be published from here.";

    // What is to be known
    Rounded = "{n} 条的坐标按图层的规定取整。", "{n} [n:record has|records have] coordinates rounded as the layer says.";
    Unplaced = "{n} 条没有坐标：在列表里，不在地图上。", "{n} [n:record has|records have] no position: in the list, not on the map.";
    PositionUnread = "{n} 条的坐标读不出来，原样留在属性里。", "{n} [n:record has|records have] a position that cannot be read: it stays among the properties.";
    Renamed = "栏目“{column}”改名为 {name}。", "Column “{column}” is called {name} in the file.";
    LeftOut = "没有公开的栏目：{columns}。", "Left out: {columns}.";
    Empty = "空的栏目不写入：{columns}。", "Columns without a value are not written: {columns}.";
    FromLayer = "清单是从图层读出的：目录不认识的属性不在里面，发布后会没有。", "The list was read from a layer: properties that the catalog does not know are not in it and would be gone.";
}
