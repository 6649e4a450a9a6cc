//! Sentences of distances: near me, from where, responsibility areas.

crate::messages! { DistanceMsg:
    // Near me
    NearMe = "离我近的", "Near me";
    NearOnMapNow = "请在地图上点一下起点；用键盘时，把地图移到起点，再按回车键。", "Click the map at the starting point; by keyboard, move the map there and press Enter.";

    // From where
    FromPerson = "距您的位置", "from your position";
    FromNamed = "距{name}", "from {name}";
    FromPoint = "距您选定的点", "from your point";
    FromCentre = "距地图中心", "from the map's centre";
    FromStraight = "{from}（直线）", "Straight line {from}";
    FarFrom = "{from} {distance}", "{distance} {from}";
    WithinChip = "{from} {distance}以内（直线）", "Within {distance} {from} (straight line)";
    NothingWithin = "{from} {distance}以内没有符合条件的地方", "Nothing that fits within {distance} {from}";
    WiderRadius = "扩大到 {distance}", "Widen to {distance}";

    // Responsibility areas
    AreaIn = "所在责任片区：", "Responsibility area: ";
    AreaNone = "这个位置不在已登记的责任片区内。", "This place lies in no registered responsibility area.";
    AreaNoPhone = "未登记电话", "no telephone registered";
}
