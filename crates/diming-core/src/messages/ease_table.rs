//! Sentences of the elder view, of reading aloud, and of what is near.

use super::table::messages;

messages! { EaseMsg:
    // The elder view
    ElderOn = "长辈版", "Large text";
    ElderOff = "标准版", "Standard view";
    ElderHint = "换到长辈版：大字、大按钮，一次只做一件事", "Change to large text, large buttons, one thing at a time";
    ElderOffHint = "换回标准版", "Change back to the standard view";
    StartTitle = "您想怎么找？", "How would you like to look?";
    StartNear = "找离我近的", "Near me";
    StartNearHint = "按距离从近到远排列", "The nearest first";
    StartKinds = "按类别找", "By kind";
    StartKindsHint = "养老院、助餐点、公墓等", "Care homes, meal points, cemeteries …";
    StartName = "按名称找", "By name";
    StartNameHint = "输入名称、地址或拼音", "Type a name, an address or pinyin";
    TextSize = "字的大小", "Size of the text";
    TextSizeNow = "{n} 像素", "{n} pixels";
    KindsTitle = "您要找哪一类？", "Which kind of place?";
    KindsAll = "全部类别", "All kinds";
    KindCount = "{n} 处", "{n} [n:place|places]";
    ListTitle = "找到的地方", "Places found";
    MapTitle = "地图", "Map";
    ElderBar = "页面按钮", "Page buttons";
    GoStart = "首页", "Start";
    GoMap = "看地图", "See the map";
    GoList = "看列表", "See the list";

    // Reading aloud
    ReadAloud = "朗读", "Read aloud";
    ReadingStop = "停止朗读", "Stop reading";
    Reading = "正在朗读", "Reading aloud";
    ReadNoVoice = "这台设备没有中文语音，无法朗读。请在系统设置的“语音”或“文字转语音”中添加中文语音。", "This device has no English voice and cannot read aloud. Please add one in the system's settings for speech.";
    ReadNotHere = "这个浏览器不能朗读。", "This browser cannot read aloud.";
    ReadClose = "知道了", "Close";
    ReadMore = "共 {n} 条，以上为前 {shown} 条。", "These were the first {shown} of {n}.";

    // Near me
    NearMe = "离我近的", "Near me";
    NearTitle = "您在哪里？", "Where are you?";
    NearWhy = "您的位置只用来计算到各处的距离，留在这个浏览器里，不发送、不保存，也不写进链接。", "Your position serves only to work out distances. It stays in this browser: it is not sent, kept, or written into a link.";
    NearUse = "使用我的位置", "Use my position";
    NearWaiting = "正在等待设备给出位置…", "Waiting for the position …";
    NearRefused = "没有获准使用位置。可以在浏览器的网站设置中允许，或用下面的办法。", "The position may not be used. Allow it in the browser's site settings, or choose another way below.";
    NearFramed = "本页嵌在别的网页里，该网页没有允许使用位置。请用下面的办法，或在新窗口中打开本页。", "This page stands inside another that does not allow the position. Choose another way below, or open this page in a window of its own.";
    NearUnavailable = "设备现在给不出位置。请用下面的办法。", "The device gives no position now. Choose another way below.";
    NearTimeout = "等了太久，没有得到位置。请再试一次，或用下面的办法。", "The position took too long. Try again, or choose another way below.";
    NearUnable = "这个浏览器不能给出位置。请用下面的办法。", "This browser gives no positions. Choose another way below.";
    NearFound = "已得到您的位置，误差约 {distance}。", "Your position is known to about {distance}.";
    NearOutside = "您的位置不在本图范围内，距离会很远。", "Your position lies outside this map, so distances are long.";
    NearOther = "或者", "Or";
    NearTown = "选一个乡镇或街道", "Choose a town or subdistrict";
    NearTownPick = "请选择", "Choose";
    NearTownNone = "“{town}”没有带位置的记录，请换一种办法。", "No record of {town} has a place; choose another way.";
    NearTownMiddle = "以该乡镇各登记地点的中间位置为起点", "Measured from the middle of the registered places there";
    NearWords = "或输入地址、地名", "Or an address or a place name";
    NearWordsHint = "例如 汇龙镇人民路", "e.g. Huilong";
    NearWordsNone = "没有找到“{query}”", "Nothing found for “{query}”";
    NearOnMap = "在地图上点选", "Choose on the map";
    NearOnMapNow = "请在地图上点一下起点；用键盘时，把地图移到起点，再按回车键。", "Click the map at the starting point; by keyboard, move the map there and press Enter.";
    NearRadius = "范围", "Within";
    NearRadiusAny = "不限", "Any distance";
    NearNext = "看看附近有什么", "See what is near";
    NearStraight = "距离都是直线距离，不是步行的路程和时间。", "Distances are straight lines, not walking routes or times.";
    NearClear = "不再从这里量", "Stop measuring from here";
    MeasureFromHere = "从这里量距离", "Measure from here";

    // From where
    FromPerson = "距您的位置", "from your position";
    FromNamed = "距{name}", "from {name}";
    FromPoint = "距您选定的点", "from your point";
    FromCentre = "距地图中心", "from the map's centre";
    FromStraight = "{from}（直线）", "Straight line {from}";
    FarFrom = "{from} {distance}", "{distance} {from}";
    WithinChip = "{from} {distance}以内", "Within {distance} {from}";
    Distance = "距离", "Distance";
    DistanceValue = "{distance}（{from}，直线）", "{distance} ({from}, straight line)";
    NothingWithin = "{from} {distance}以内没有符合条件的地方", "Nothing that fits within {distance} {from}";
    WiderRadius = "扩大到 {distance}", "Widen to {distance}";

    // Responsibility areas
    AreaIn = "所在责任片区：", "Responsibility area: ";
    AreaNone = "这个位置不在已登记的责任片区内。", "This place lies in no registered responsibility area.";
    AreaNoPhone = "未登记电话", "no telephone registered";

    // Announced
    LayersBroken = "没有完整加载：{layers}", "Not loaded whole: {layers}";

    // The map by keyboard
    MapSymbol = "{name}，{label}，{place}", "{name}, {label}, {place}";
    MapCluster = "{n} 个地点聚在一起，{place}", "{n} places together, {place}";
    MapPlace = "第 {at} 个，共 {n} 个在图上", "{at} of {n} on the map";
    MapNoneThere = "这个方向没有别的地点，地图已移动", "No place in that direction; the map has moved";
    MapNone = "图上没有地点", "No places on the map";
    MapSelected = "已选中 {name}。", "{name} is selected.";
}
