//! Rules, reasons and headings of the quality report.

diming_protocol::messages! { CheckMsg:
    // The table of problems
    ColumnWeight = "轻重", "Weight";
    ColumnRule = "检查项目", "Check";
    ColumnLine = "行", "Line";
    ColumnCell = "单元格", "Cell";
    ColumnId = "编号", "Id";
    ColumnName = "名称", "Name";
    ColumnField = "列", "Column";
    ColumnValue = "现值", "Value";
    ColumnReason = "问题和处理", "What is wrong";
    ColumnRepair = "建议改为", "Proposed value";
    NotChecked = "未能检查", "Not checked";
    Coordinates = "经纬度", "longitude and latitude";

    // Weights
    WeightError = "错误", "Error";
    WeightWarn = "警告", "Warning";
    WeightAdvice = "建议", "Advice";

    // Rules
    RuleMissing = "必填项", "Required fields";
    RuleListed = "取值范围", "Listed values";
    RuleNumber = "数字", "Numbers";
    RuleDate = "日期", "Dates";
    RuleYesNo = "是否", "Yes and no";
    RuleLink = "网址", "Web addresses";
    RulePhone = "电话", "Telephones";
    RuleSpoilt = "长数字失真", "Rounded numbers";
    RuleImpossible = "不合情理的值", "Impossible values";
    RuleSameId = "编号重复", "Duplicate ids";
    RuleSameName = "疑似重复：名称", "Likely duplicates: name";
    RuleSamePhone = "疑似重复：电话", "Likely duplicates: telephone";
    RuleSameAddress = "疑似重复：地址", "Likely duplicates: address";
    RulePosition = "坐标", "Positions";
    RuleRegion = "区域范围", "Region";
    RuleTown = "所属乡镇", "Town";
    RuleOnePoint = "坐标相同", "One point";
    RuleScript = "名称用字", "Characters of names";
    RuleSpelling = "罗马字母拼写", "Romanised spelling";
    RuleClean = "空格和全角字符", "Blanks and full-width letters";

    // Reasons: what is wrong, what to do
    Missing = "必填，现为空。请补填。", "Required and empty. Please fill it in.";
    Placeholder = "这个符号或词表示没有内容。请留空。", "This sign or word stands for nothing. Leave the cell empty.";
    NotListed = "不在可选值之内。请改为其中之一，或请管理员增加。", "Not one of the listed values. Use one of them, or have it added.";
    ListedAs = "与可选值只差空格、全半角或写法。可按建议改写。", "A listed value in another writing. The proposed value can be taken.";
    NumberAs = "是数字，但写法不统一。可按建议改写。", "A number in another writing. The proposed value can be taken.";
    NoNumber = "不能读作一个确定的数字。请只填数字。", "Not one definite number. Please give a number only.";
    NotCount = "数量应为不小于 0 的整数。请核对。", "A count is a whole number from 0. Please check it.";
    DateAs = "是日期，但写法不统一。可按建议改写。", "A date in another writing. The proposed value can be taken.";
    DateSerial = "是电子表格的日期序号。可按建议改写，并把该列设为日期格式。", "The serial number of a day in a spreadsheet. The proposed value can be taken.";
    NoSuchDay = "日历中没有这一天。请核对。", "The calendar has no such day. Please check it.";
    NoDate = "不能读作日期。请写成 2023-05-01、2023-05 或 2023。", "Not a date. Write it as 2023-05-01, 2023-05 or 2023.";
    NoYesNo = "不能读作“是”或“否”。不清楚时请留空。", "Neither yes nor no. Leave it empty if it is not known.";
    NoMarks = "与该项应有的标记不符。请逐项填是或否。", "Not the marks that this field has. Give yes or no for each.";
    NoLink = "不是网址。网址以 https:// 或 http:// 开头，中间没有空格。", "Not a web address. One begins with https:// or http:// and has no blanks.";
    NoPhone = "其中没有可以拨打的号码。请核对。", "Nothing in it can be dialled. Please check it.";
    PhoneDigits = "号码有 {n} 位，与电话号码的位数不符。请核对。", "A number of {n} digits, which telephone numbers do not have. Please check it.";
    Spoilt = "长数字已被电子表格改成科学计数，后面的数位已丢失。请从原件重新录入，并把该列设为文本。", "A spreadsheet has rounded this long number; digits are lost. Enter it again from its source, as text.";
    Rounded = "第 15 位以后全是 0，可能已被电子表格取整。请对照原件核对。", "All zeros behind the fifteenth digit: a spreadsheet may have rounded it. Compare it with its source.";
    MoreThan = "大于同一条记录的“{column}”（{other}）。请核对两项。", "More than {column} ({other}) of the same record. Please check both.";
    Beyond = "不在 {min} 至 {max} 之间。请核对。", "Not from {min} to {max}. Please check it.";
    Future = "晚于今天（{today}）。请核对。", "Later than today ({today}). Please check it.";
    TooEarly = "早于 {year} 年。请核对。", "Earlier than the year {year}. Please check it.";
    Before = "早于同一条记录的“{column}”（{other}）。请核对两项。", "Before {column} ({other}) of the same record. Please check both.";
    SameId = "与第 {line} 行的编号相同。请核实，各记录的编号不能相同。", "The id of line {line}. Each record needs an id of its own.";
    SameNameNear = "与第 {line} 行“{name}”类别、名称相同，相距 {m} 米。请核实是否重复录入。", "Same kind and name as {name} in line {line}, {m} m away. Check whether it was entered twice.";
    SameNameInTown = "与第 {line} 行“{name}”类别、名称相同，在同一乡镇。请核实是否重复录入。", "Same kind and name as {name} in line {line}, in the same town. Check whether it was entered twice.";
    SameSoundNear = "与第 {line} 行“{name}”类别相同，读音相同，相距 {m} 米。请核实是否重复录入。", "Same kind as {name} in line {line} and sounds alike, {m} m away. Check whether it was entered twice.";
    SameSoundInTown = "与第 {line} 行“{name}”类别相同，读音相同，在同一乡镇。请核实是否重复录入。", "Same kind as {name} in line {line} and sounds alike, in the same town. Check whether it was entered twice.";
    SamePhone = "与第 {line} 行类别、电话相同。请核实是否重复录入或号码填错。", "Same kind and telephone as line {line}. Check whether it was entered twice, or the number is wrong.";
    SharedPhone = "同类别共 {n} 条记录用这个电话。请核实。", "{n} [n:record|records] of this kind have this telephone. Please check it.";
    SameAddress = "与第 {line} 行类别、地址相同。请核实是否重复录入。", "Same kind and address as line {line}. Check whether it was entered twice.";
    SharedAddress = "同类别共 {n} 条记录用这个地址。请核实。", "{n} [n:record|records] of this kind have this address. Please check it.";
    NoPosition = "不能读作坐标。请用十进制度，如 121.66120。", "Not a coordinate. Use decimal degrees, such as 121.66120.";
    PositionAs = "是坐标，但写法不统一。可按建议改写。", "A position in another writing. The proposed values can be taken.";
    HalfPosition = "经度、纬度只填了一项。请补填另一项。", "Only one of longitude and latitude is given. Please add the other.";
    Swapped = "经度和纬度写反了。可按建议对调。", "Longitude and latitude are exchanged. The proposed values can be taken.";
    ZeroPosition = "坐标为 0, 0，不是真实位置。请填写坐标或留空。", "0, 0 is no real position. Give the position, or leave it empty.";
    NoDegrees = "不是经纬度（度），可能是以米为单位的投影坐标。请换算后填写。", "No longitude and latitude in degrees; perhaps metres of a projection. Convert them first.";
    FewDecimals = "坐标只有 {n} 位小数，位置不够准确。请补足。", "The position has only {n} [n:decimal|decimals], which is not exact enough. Please give more.";
    OutsideRegion = "位置在本图范围之外。请核对坐标和坐标系。", "The position lies outside this map. Check coordinates and datum.";
    FarFromTown = "离该乡镇其他记录的中心 {m} 米，一般不超过 {usual_m} 米。请核对乡镇和坐标。", "{m} m from the middle of this town's records, which are within {usual_m} m. Check town and position.";
    FarFromTownElse = "离该乡镇其他记录的中心 {m} 米，一般不超过 {usual_m} 米；位置像在{town}。请核对乡镇和坐标。", "{m} m from the middle of this town's records, which are within {usual_m} m; it would fit {town}. Check town and position.";
    OnePoint = "共 {n} 条记录在同一点，可能不是实际位置。请核实。", "{n} [n:record is|records are] at this one point, which may not be where they are. Please check it.";
    Traditional = "“{character}”是繁体字或异体字。可按建议改为规范字。", "{character} is a traditional or variant character. The proposed name can be taken.";
    RareCharacter = "“{character}”（{code}）是三级字，较生僻。请核对。", "{character} ({code}) is a rare character of the third level. Please check it.";
    NotStandard = "“{character}”（{code}）不在《通用规范汉字表》内。请核对。", "{character} ({code}) is not in the table of standard characters. Please check it.";
    PrivateCharacter = "含有自造字（{code}“{character}”），别的电脑不能显示。请换成标准字符。", "A character of a private font ({code} {character}), which other computers cannot show. Use a standard one.";
    OtherSpelling = "可以这样读，但与通常的拼写不同。请核对。", "A possible reading, but not the usual spelling. Please check it.";
    WrongSpelling = "与名称的拼写不符。请核对名称和拼写。", "Not the spelling of this name. Check name and spelling.";
    Blanks = "有多余或特殊的空格。可按建议改写。", "Blanks too many or of unusual kinds. The proposed value can be taken.";
    Control = "有看不见的字符、换行或制表符。可按建议改写。", "Characters that cannot be seen, line ends or tabs. The proposed value can be taken.";
    FullWidth = "有全角字母或数字。可按建议改为半角。", "Full-width letters or digits. The proposed value can be taken.";
    BadText = "有字符在转换编码时丢失（�）。请从原件重新录入。", "Characters were lost when the file was decoded (�). Enter the value again from its source.";

    // What was not checked
    WhyNoColumn = "表中没有“{field}”这一列。", "The list has no column of {field}.";
    WhyUnknownColumn = "不认识“{column}”这一列，只检查了空格和字符。", "The column {column} is not understood; only its blanks and characters were checked.";
    WhyNoTable = "没有读到字表。", "The table of characters is missing.";
    WhyNoToday = "不知道今天的日期，没有检查是否晚于今天。", "Today's date is not known: nothing was checked against it.";
    WhyNoPosition = "{n} 行没有可用的坐标。", "{n} [n:row has|rows have] no usable position.";
    WhyNoTown = "{n} 行没有填乡镇。", "{n} [n:row has|rows have] no town.";
    WhyNoPlace = "{n} 行既没有坐标也没有乡镇。", "{n} [n:row has|rows have] neither position nor town.";
    WhyFewInTown = "{n} 行所在的乡镇有坐标的记录太少。", "{n} [n:row is|rows are] of towns with too few placed records.";
    WhyOff = "这项检查已关闭。", "This check is switched off.";
}
