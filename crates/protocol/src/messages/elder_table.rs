//! The sentences of the elder view.

crate::messages! { ElderMsg:
    StartTitle = "您想怎么找？", "How would you like to look?";
    GroupsTitle = "您想做什么？", "What would you like to do?";
    GroupsOther = "其他", "Other";
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
    GoMap = "看地图", "Map";
    GoList = "看列表", "List";
}
