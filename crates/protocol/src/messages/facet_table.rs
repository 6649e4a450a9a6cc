//! Sentences of filters: facets, ranges, years.

crate::messages! { FacetMsg:
    FilterWithin = "在“{label}”中查找", "Find in {label}";
    FilterNoValue = "没有这样的选项", "No such value";
    ShowMore = "再显示 {n} 项", "Show {n} more";
    RangeFrom = "{label}，不少于", "{label}, at least";
    RangeTo = "{label}，不多于", "{label}, at most";
    YearFrom = "{label}，从哪一年", "{label}, from year";
    YearTo = "{label}，到哪一年", "{label}, to year";
    RangeKnown = "现有 {min} 至 {max}，{known} 条有此数据", "{min} to {max} here, given for {known}";
    RangeOpen = "不限", "any";
    ChipFrom = "距选定的点", "From the chosen point";
}
