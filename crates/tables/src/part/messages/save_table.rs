//! What stands in a saved list beside it, and why it is not saved.

diming_protocol::messages! { SaveMsg:
    List = "清单", "List";
    Problems = "问题", "Problems";
    Cut = "单元格 {cell} 的文字超过 32767 个字，Excel 放不下，已截短。", "The text of cell {cell} is longer than the 32,767 characters that Excel takes: it was cut.";
    Shapes = "这个图层有线或面，清单里没有形状，不能另存为 GeoJSON。", "The layer has lines or areas, which the list does not hold: it cannot be saved as GeoJSON.";
    TooLarge = "清单放不进 Excel 的一张表（最多 1048576 行、16384 列），请另存为 CSV。", "The list is larger than a sheet of Excel (1,048,576 rows, 16,384 columns): save it as CSV.";
    Failed = "没有生成文件：{why}", "The file was not made: {why}";
}
