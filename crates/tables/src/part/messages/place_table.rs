//! Where records without coordinates are found.

diming_protocol::messages! { PlaceMsg:
    Record = "名录里有同一处：{name}", "The register has it: {name}";
    HouseNumber = "门牌号相同：{name}", "The same house number: {name}";
    NearNumber = "相邻的门牌号：{name}", "Beside house numbers: {name}";
    Group = "只到村民小组：{name}", "Only the group of the village: {name}";
    Street = "只到街路：{name}", "Only the street: {name}";
    Village = "只到村（社区）：{name}", "Only the village: {name}";
    Town = "只到乡镇", "Only the town";
    Nowhere = "没有找到", "Not found";
    Silent = "没有名称、乡镇、村和地址", "It has no name, town, village or address";
    Middle = "几处的中点", "the middle of several";
    Certain = "把握 {percent}%", "{percent} % certain";
    Bound = "约 {distance} 以内", "within about {distance}";

    // Headings of the columns that a placed list gets
    Longitude = "经度", "Longitude";
    Latitude = "纬度", "Latitude";
    Accuracy = "位置精度", "Position accuracy";
    Method = "位置来源", "Position method";
}
