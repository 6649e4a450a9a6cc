//! The sentences of the comparison of records side by side.

crate::messages! { CompareMsg:
    Add = "加入对比", "Add to comparison";
    TakeOut = "移出对比", "Remove from comparison";
    TakeOutShort = "移出", "Remove";
    Clear = "清空对比", "Clear the comparison";
    Full = "已选满 {n} 条。请先移出一条，再加入这一条。", "{n} [n:record is|records are] chosen already. Remove one of them first.";
    BegunAnew = "只能对比同一图层的记录：已改为对比“{layer}”，先前所选已移出。", "Only records of one layer can be compared: now comparing {layer}; those chosen before were removed.";
    Caption = "所选记录逐项对照", "The chosen records, item by item";
    Item = "项目", "Item";
    Empty = "还没有选择记录。请在列表中打开一条，在详情中按“加入对比”。", "Nothing is chosen yet. Open a record from the list and press Add to comparison.";
    OneOnly = "只选了一条。请返回列表，打开另一条，再按“加入对比”；最多可对比 {n} 条。", "Only one is chosen. Go back to the list, open another one and press Add to comparison; up to {n} can be compared.";
    Missing = "另有 {n} 条找不到，可能已被删除或编号已变更。", "{n} more cannot be found; [n:it|they] may have been removed or renumbered.";
    NotGiven = "未注明", "Not given";
    Same = "相同", "the same";
    Fees = "收费", "Fees";
    FeesRange = "{min}–{max} {unit}", "{min}–{max} {unit}";
    FeesOne = "{min} {unit}", "{min} {unit}";
    FeesFrom = "{min} {unit}起", "from {min} {unit}";
    FeesTo = "最高 {max} {unit}", "up to {max} {unit}";
    FeesOn = "{fees}，{date}公示", "{fees}, as of {date}";
    FeesUndated = "{fees}，公示日期未注明", "{fees}, date not given";
    BedsFree = "空余床位", "Free beds";
    BedsFreeOf = "{free} 张（共 {total} 张，已用 {used} 张）", "{free} ({used} of {total} taken)";
    DistanceCenter = "距地图中心（直线）", "From the map's centre, direct";
    DistancePoint = "距您选定的点（直线）", "From your point, direct";
    DistancePerson = "距您的位置（直线）", "From where you are, direct";
    DistanceNamed = "距“{name}”（直线）", "From {name}, direct";
}
