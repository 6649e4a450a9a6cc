//! The sentences of the review workspace: form, findings, outcome, register and rules.

diming_protocol::messages! { DeskMsg:
    // The workspace
    ReviewTitle = "地名命名审查", "Naming review";
    Views = "审查的各部分", "Parts of the review";
    ViewApplication = "申请", "Application";
    ViewBatch = "批量", "Batch";
    ViewNames = "在用名称", "Names in use";
    ViewCases = "案卷", "Cases";
    ViewRules = "依据", "Rules";
    Advises = "审查只提供依据和建议，由地名工作人员决定。", "The review advises, with evidence; an officer decides.";

    // How ready it is
    StateLoading = "正在读取规则和字表…", "Loading rules and tables…";
    StateBuilding = "正在整理地名录：{done} / {total}", "Preparing the register: {done} of {total}";
    StateReady = "已与 {n} 个地名比对。", "Compared with {n} [n:name|names].";
    StateFailed = "规则所需的字表没有读到，现在无法审查。", "A table that the rules need could not be read; nothing can be checked now.";

    // The form
    Form = "申请内容", "Application";
    NewApplication = "新申请", "New application";
    ChooseType = "请选择类别", "Choose a type";
    Place = "位置", "Place";
    PlacePick = "在地图上点选", "Click on the map";
    PlacePicking = "请在地图上点选位置", "Click the map to set the place";
    PlaceCancel = "取消点选", "Cancel";
    PlaceClear = "清除位置", "Clear the place";
    PlaceOutside = "填写的位置不在本图范围内，请核对坐标和坐标系。", "The place lies outside this map; please check the coordinates and their datum.";
    PlaceShow = "在地图上显示", "Show on the map";
    MoreFields = "规模与申请单位", "Size and applicant";
    Dates = "办理日期", "Dates";
    RenamingYes = "更名（已有名称）", "A renaming (it has a name)";
    UnitStoreys = "层", "storeys";
    UnitM2 = "平方米", "m²";
    HintShare = "0 到 1 之间的小数，或如 40%", "a share from 0 to 1, or such as 40%";
    HintDay = "如 2026-11-21", "such as 2026-11-21";
    HintApplicant = "只保存在本机，不写入链接", "kept on this machine, never in a link";
    NotUnderstood = "无法识别，按未填写处理", "not understood; counts as not given";
    ReadingOf = "“{c}”的读音", "Reading of {c}";
    Spelled = "罗马字母拼写：{with}（不标调：{without}）", "Spelled {with} (without tones: {without})";
    SpelledElse = "也可作：{others}", "or: {others}";
    PartsAre = "专名“{specific}”，通名“{generic}”", "specific {specific}, generic {generic}";
    PartsWhole = "专名“{specific}”，没有通名", "specific {specific}, no generic";
    CheckedWithin = "检查范围：", "Checked within: ";
    ScopeIs = "{field}“{value}”", "{field} {value}";
    ScopeUnknown = "{field}，尚未填写", "{field}, which is not given";
    ScopeNation = "全国名录", "the national list";

    // Findings
    Findings = "审查发现", "Findings";
    FindingsNone = "填写名称后，这里随即显示审查发现。", "Findings appear here as you type a name.";
    FindingsClear = "在已做的检查中没有发现问题。企业、商标名称只与申请单位的名称比对过。",
        "Nothing was found by the checks that were done. Of companies and brands only the applicant's own name was compared.";
    FindingsUndone = "有 {n} 项检查未能进行，不能视为没有问题。", "{n} [n:check|checks] could not be done; that is no all-clear.";
    CountError = "违反 {n}", "{n} against a rule";
    CountWarn = "避免 {n}", "{n} to avoid";
    CountReview = "审核 {n}", "{n} to look at";
    CountAdvice = "建议 {n}", "{n} advice";
    OutsideScope = "范围之外，仅供参考（{n} 项）", "Outside the scope, for reference ({n})";
    ForInformation = "材料、审批与期限", "Papers, route and dates";
    ShowEvidence = "在地图上显示所依据的地名", "Show on the map what this rests on";
    ShowName = "在地图上显示“{name}”", "Show {name} on the map";
    Consider = "标为已考虑", "Mark as considered";
    Considered = "已考虑", "Considered";
    ConsiderNote = "说明（只保存在本机，写入审查表）", "Note (kept on this machine, printed on the sheet)";
    RuleCode = "规则 {code}", "Rule {code}";

    // Files used as registers
    Sources = "用作地名录的文件", "Files used as registers";
    SourceUsed = "用作地名库 {n} 条", "used as a register, {n} [n:name|names]";
    SourceHeritage = "用作受保护地名名录 {n} 条", "used as a list of protected names, {n} [n:name|names]";
    SourceOff = "未用：已关闭", "not used: switched off";
    SourceFacilities = "未用：其中是设施，不是地名；可以勾选使用", "not used: it holds facilities, not names of places; tick to use it";
    SourceMixed = "未用：{all} 条中有 {n} 条是地名，其余是设施；这 {n} 条地名没有比较，可以勾选使用", "not used: {n} of {all} records are names of places, the others facilities; these names were not compared; tick to use it";
    SourceUnusable = "未用：{n} 条记录都没有可用的名称", "not used: none of its {n} [n:record|records] has a usable name";
    SourceEmpty = "未用：没有记录", "not used: it holds no record";
    SourcePart = "没有读全，其余的地名没有比较", "not read whole; the other names were not compared";
    SourceUnread = "没有读全：有 {n} 处残缺或未采用（见“数据问题”），其中的地名没有比较", "not read whole: {n} [n:place is|places are] broken or left out (see “data problems”); names there were not compared";
    SourceNameless = "{n} 条没有可用的名称，未计入", "{n} [n:record has|records have] no usable name and are left out";
    SourceGarbled = "{n} 条的名称有无法识别的字（请检查文件编码），未计入", "{n} [n:name holds|names hold] characters that could not be read (please check the file's encoding) and are left out";
    SourceTypes = "{n} 条的类别不认识（{words}），按各种类别比较", "{n} [n:record has|records have] a type that is not known ({words}); compared with every type";
    SourceStatuses = "{n} 条的状态不认识（{words}），按现用比较", "{n} [n:record has|records have] a status that is not known ({words}); compared as in use";
    SourceAreas = "建成区范围没有读全，不能按位置确定建成区。", "The built-up areas were not read whole; a place does not tell its area.";
    SourceReserve = "地名储备库没有读全，可用的名称不全。", "The reserve of names was not read whole; spare names are missing.";

    // Suggestions
    Suggestions = "可用的名称", "Names that pass";
    SuggestionsFind = "查找可用的名称", "Find names that pass";
    SuggestionsWait = "正在逐个检查…", "Checking one by one…";
    SuggestionsNone = "没有找到通过各项检查的名称。", "No name was found that passes every check.";
    SuggestionsReserve = "储备库", "from the reserve";
    SuggestionsVariant = "原名的变化", "a variant";
    SuggestionsTake = "用“{name}”替换", "Take {name}";

    // Register and rules
    RulesRegisters = "地名录", "Registers";
    RulesProfile = "规则", "Rules";
    RulesLeftOut = "{n} 条没有可用的名称，或与其他地名录重复，未计入", "{n} [n:record has|records have] no usable name, or stand in another register, and are left out";
    RulesAreas = "建成区范围 {n} 个", "{n} built-up [n:area|areas]";
    RulesSpare = "储备库可用名称 {n} 个", "{n} spare [n:name|names] in the reserve";
    RulesProfileLine = "{title}，{version} 版。来源：{source}", "{title}, version of {version}. Source: {source}";
    RulesRefused = "规则文件 {file} 没有被采用。", "The rules file {file} was refused.";
    RulesBuiltIn = "现在使用内置规则。请按提示修改文件后重新载入。", "The built-in rules hold for now. Please mend the file and load the page again.";
    RulesClasses = "重名、同音的各种情形", "Classes of collisions";
    RulesClass = "情形", "Class";
    RulesOff = "未启用", "off";
    RulesOffList = "未启用的规则：{codes}", "Rules that are off: {codes}";
    RulesScopes = "各类地名的检查范围", "Where a name must be alone";
    RulesScope = "范围", "Scope";
    RulesNation = "全国", "the nation";
    RulesInstead = "，没有时按{field}", ", else {field}";
    RulesNotAsked = "（条例未要求，仅作建议）", " (not required by the regulation: advice)";
    RulesFolds = "视为近音：{folds}", "Taken for near sounds: {folds}";
    RulesWords = "{list}：{n} 个词", "{list}: {n} words";
    RulesThresholds = "规模门槛 {n} 条", "{n} size [n:threshold|thresholds]";
    ListBig = "夸大词表", "Exaggerating words";
    ListForeign = "外国人名地名词表", "Foreign names";
    ListOdd = "怪异、封建用词表", "Odd and feudal words";
    ListMeaning = "含义词表", "Words against good morals";
    ListPerson = "人名表", "Persons' names";

    // Outcome
    Outcome = "审查结果", "Outcome";
    OutcomeSheet = "审查意见表", "Sheet";
    OutcomeNotice = "公告稿", "Notice";
    SaveJson = "保存为 JSON", "Save as JSON";
    CopyLink = "复制链接（不含申请单位）", "Copy the link (without the applicant)";
    Print = "打印", "Print";
    PrintHint = "打印或存为 PDF", "Print or save as PDF";
    PrintWaits = "正在计算地名录文件的指纹，完成后即打印…", "Working out the fingerprints of the registers' files, then it prints…";
    MoreActs = "更多操作", "More acts";
    KeepCase = "存入案卷", "Keep case";
    LinkCopied = "链接已复制", "The link is copied";
    LinkNotCopied = "浏览器未允许复制，请从地址栏复制。", "The browser did not allow copying; please copy the address above.";
    CaseFull = "案卷已满，没有存入；请先导出并删除一些。", "There is no room for another case; please export some and delete them.";
    CaseForVisit = "浏览器未允许保存，案卷只保留到关闭本页。", "The browser does not keep cases; this one lasts until the page is closed.";
    CaseKept = "已存入案卷", "Kept as a case";
}
