//! How a list was read where not as it stands.

diming_protocol::messages! { ReadMsg:
    AboveHeading = "标题行以上，没有作为记录：{text}", "Above the headings, not taken as a record: {text}";
    NoRecord = "合计、说明或签名，没有作为记录：{text}", "A sum, a remark or a signature, not taken as a record: {text}";
    HeadingAgain = "重复的标题行，没有作为记录：{text}", "The headings once more, not taken as a record: {text}";
    SurplusCells = "单元格比标题多，多出的没有采用：{text}", "More cells than headings; those beyond were not taken: {text}";
    FewCells = "单元格比标题少，缺的按空白：{text}", "Fewer cells than headings; missing ones are empty: {text}";
    FromAbove = "“{column}”写的是“{text}”，取上一行的值", "{column} says {text}: it has the value above";
    LoneQuote = "“{column}”有不成对的引号，按普通字符：{text}", "{column} has a quotation mark without a second one; it is a letter: {text}";
    Stopped = "读到这里为止，以下各行没有读取：一行的单元格太多，或放不下了", "Reading stopped here; the rows below were not read: a row has too many cells, or there is no room";
}
