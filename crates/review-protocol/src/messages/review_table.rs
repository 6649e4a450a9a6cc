//! The sentences of the naming review. What an article asks for stands here in our own words.

diming_protocol::messages! { ReviewMsg:
    // What was found
    Brand = "专名取自企业或品牌名称", "The specific is a company's or brand's name";
    Filing = "备案期限", "Filing";
    Notice = "公告期限", "Notice";
    Derived = "由原名称派生的名称", "Names derived from the old one";
    Division = "政区专名与著名实体相同", "A division takes the name of a famous entity";
    Duplicate = "重名与同音检查", "Check for same names and sounds";
    DuplicateD1 = "重名", "The same name";
    DuplicateD2 = "去掉本地名称、所在地、“新、大、老、小”或期次等后相同（数字写法不计）", "The same without the region's name, its place, 'new, great, old, little', a phase or part, or the writing of numbers";
    DuplicateD3 = "专名相同，通名同类", "The same specific with a generic of the same family";
    DuplicateH1 = "同音", "The same sound";
    DuplicateH2 = "近音", "Nearly the same sound";
    DuplicateS1 = "形近", "Looks alike";
    DuplicateS2 = "专名只差一字", "Specifics one character apart";
    DuplicateS3 = "专名同字异序", "The same characters in another order";
    DuplicateX1 = "与已注销的名称相同", "Equals a cancelled name";
    Facility = "设施名称与当地地名不一致", "The facility's name does not agree with its place";
    Foreign = "含有外国人名、地名", "Holds a foreign person's or place's name";
    Meaning = "含义需要审核", "The meaning needs a look";
    Nation = "与全国著名地名重名或同音", "Equals or sounds like a nationally famous name";
    NationElsewhere = "取用外地全国著名实体的名称", "Takes the name of a nationally famous entity elsewhere";
    Papers = "申请材料", "Papers";
    Person = "含有人名", "Holds a person's name";
    Protected = "原名称受保护", "The old name is protected";
    Romanise = "罗马字母拼写不合规则", "The spelling does not follow the rules";
    Route = "审批与征求意见", "Who approves and who is asked";
    Scale = "通名与规模不符", "The generic does not fit the size";
    Script = "用字不规范", "Characters that are not standard";
    Structure = "专名与通名", "Specific and generic";
    Words = "夸大、怪异的用词", "Exaggerating or odd words";
    Unknown = "规则 {code}", "Rule {code}";

    // Weights
    WeightError = "违反规定", "Against a rule";
    WeightWarn = "应当避免", "To be avoided";
    WeightReview = "需要审核", "Needs a look";
    WeightAdvice = "建议", "Advice";
    WeightInfo = "提示", "For information";
    Reference = "范围之外，仅供参考", "Outside the scope, for reference";

    // Why a check could not be done
    Undone = "未能检查：{why}", "Not checked: {why}";
    NoName = "没有填写名称", "no name is given";
    NoRegister = "没有可供比对的地名录", "there is no register to compare with";
    NoScope = "没有填写所在的镇、县或建成区", "town, county or built-up area are not given";
    NoType = "类别未填或为“其他”，无法确定条例规定的范围，已与各类名称比较", "the type is not given or is 'other', so that the scope of the article cannot be told; names of all types were compared";
    NoFigures = "没有填写所需的资料", "what the check needs is not given";
    NoPlace = "没有填写位置", "the position is not given";
    NoList = "规则中没有相应的名单", "the rules hold no such list";
    ScopeLost = "地名录中没有位于该镇、县或建成区的地名，只在其他地方查找", "no registered name lies in that town, county or built-up area; only others were looked at";
    NoneOfType = "地名录中没有这一类别的地名", "the register holds no name of this type";
    RegisterPart = "有地名录没有读全、没有可用的地名或读不懂，见“用作地名录的文件”", "a register was not read whole, has no usable name or was not understood, see the files used as registers";
    NoHeritage = "没有受保护地名的名录", "there is no list of protected names";
    HeritagePart = "受保护地名的名录没有读全", "a list of protected names was not read whole";
    AreasPart = "建成区范围没有读全，无法按位置确定建成区", "the built-up areas were not read whole, so that the place does not tell the area";
    PendingPart = "同时申请的名称太多，没有全部比较", "there are too many pending applications; not all were compared";
    OldNameUnknown = "地名录中没有这个原名称，请核对", "the old name is in no register; please check it";
    NoOwnWord = "申请单位的名称去掉地名、行业和组织形式后没有字号", "nothing is left of the applicant's name without place, trade and legal form";
    OtherLanguage = "少数民族语地名，拼写不是汉语拼音，汉语地名的规则不能核对", "a name of another language with a spelling that is no Pinyin: the rules for Han names cannot check it";

    // Evidence
    ColliderName = "{name}（{status}，{town}）", "{name} ({status}, {town})";
    ColliderNowhere = "{name}（{status}）", "{name} ({status})";
    ColliderAway = "，在申请位置{direction}方 {distance}", ", {distance} to the {direction}";
    ColliderHere = "，就在申请位置", ", at the place applied for";
    ColliderScope = "，{scope}", ", {scope}";
    ColliderSound = "；读音 {own} 与 {its}", "; read {own} and {its}";
    ColliderTones = "；读音 {own}，声调也相同", "; read {own}, tones alike";
    ColliderPart = "；除期次、分区或延伸段外相同", "; the same but for a phase or part";
    ColliderType = "；类别为{type}", "; its type is {type}";
    MoreNames = "另有 {n} 个，未列出", "{n} more, not listed";
    StatusSaid = "“{said}”，按现用比较", "“{said}”, compared as in use";
    StatusCurrent = "现用", "in use";
    StatusFormer = "曾用", "former";
    StatusCancelled = "注销", "cancelled";
    StatusPending = "同时申请", "also applied for";
    WordFound = "“{word}”", "“{word}”";
    WordReason = "“{word}”：{reason}", "“{word}”: {reason}";
    FromSource = "（{source}）", " ({source})";
    ReasonBrand = "申请单位的名称或品牌", "the applicant's name or brand";
    ReasonFamous = "全国著名", "nationally famous";
    ReasonElsewhere = "全国著名，不在本地", "nationally famous, and elsewhere";
    ReasonLeader = "国家领导人、革命领袖", "a leader of the state";
    ReasonPerson = "众所周知的人物", "a person known to everybody";
    ReasonSurname = "像是人名", "looks like a person's name";
    CharacterOutside = "“{c}”不在《通用规范汉字表》中", "“{c}” is not in the table of standard characters";
    CharacterRare = "“{c}”是三级字，较为生僻", "“{c}” is of the third level, a rare character";
    FigureShort = "{figure} {value}，要求不少于 {limit}", "{figure} {value}, at least {limit} is asked for";
    FigureMissing = "缺{figure}，要求不少于 {limit}", "{figure} missing, at least {limit} is asked for";
    LengthOver = "{value} 个字，宜不超过 {limit} 个", "{value} characters, at most {limit} are usual";
    LengthUnder = "{value} 个字，宜不少于 {limit} 个", "{value} characters, at least {limit} are usual";
    ReachEmpty = "{limit} 内没有登记以此为名的地方", "no registered place of this name within {limit}";
    Storeys = "层数", "storeys";
    SiteArea = "占地面积（平方米）", "site (square metres)";
    FloorArea = "建筑面积（平方米）", "floor area (square metres)";
    GreenShare = "绿地率（%）", "green share (%)";
    OpenShare = "开敞场地比例（%）", "open ground (%)";
    SpellingIs = "应为 {expected}，申请为 {given}", "should be {expected}, given is {given}";
    SpellingOther = "申请为 {given}，一般为 {usual}：读音或分写不同，请核对", "given is {given}, usual is {usual}: another reading or division, please check";
    DayLeft = "{day} 之前，还有 {n} 天", "by {day}, {n} [n:day|days] left";
    DayLate = "应在 {day} 之前，已超过 {n} 天", "was due by {day}, {n} [n:day|days] late";
    DayDone = "期限为 {day}，已办理", "due by {day}, done";

    // Names found in use
    UsageStandard = "标准地名", "standard";
    UsageProtected = "受保护的标准地名", "standard, protected";
    UsageNonStandard = "“{name}”的非标准写法", "a non-standard form of {name}";
    UsageFormer = "曾用名", "a former name";
    UsageCancelled = "已注销", "cancelled";
    UsageUnknown = "未登记，可能未经批准使用", "not registered, perhaps used without approval";

    // Columns of tables
    ColumnOutcome = "结论", "Outcome";
    ColumnWeight = "程度", "Weight";
    ColumnFinding = "审查发现", "Finding";
    ColumnEvidence = "依据", "Evidence";
    ColumnArticle = "条款", "Article";
    ColumnCode = "规则代码", "Rule code";
    ColumnFound = "发现的名称", "Name found";
    ColumnUsage = "情况", "What it is";
    ColumnStandard = "标准地名", "Standard name";
    NothingAgainst = "没有发现问题", "Nothing found";
    NotAllChecked = "未能查全", "Not fully checked";
    OutcomeWithGap = "{words} · {gap}", "{words} · {gap}";

    // Fields of an application
    FieldName = "拟用名称", "Name applied for";
    FieldType = "类别", "Type";
    FieldTown = "乡镇（街道）", "Town or subdistrict";
    FieldBuiltUpArea = "建成区", "Built-up area";
    FieldCounty = "县（市、区）", "County";
    FieldProvince = "省", "Province";
    FieldLon = "经度", "Longitude";
    FieldLat = "纬度", "Latitude";
    FieldDatum = "坐标系", "Datum";
    FieldRenaming = "更名", "Renaming";
    FieldOldName = "原名称", "Old name";
    FieldApplicant = "申请单位", "Applicant";
    FieldBrand = "企业或品牌名称", "Company or brand";
    FieldStoreys = "地上层数", "Storeys above ground";
    FieldSite = "占地面积", "Site area";
    FieldFloor = "建筑面积", "Floor area";
    FieldGreen = "绿地率", "Green share";
    FieldOpen = "开敞场地比例", "Share of open ground";
    FieldRomanisation = "罗马字母拼写", "Romanised spelling";
    FieldApproved = "批准日期", "Approved on";
    FieldFiled = "备案日期", "Filed on";
    FieldLocation = "位置描述", "Location in words";
    FieldApprovedBy = "批准机关", "Approved by";
    FieldAnnounced = "公告日期", "Announced on";

    // Types of names
    TypeDivision = "行政区划", "Administrative division";
    TypeVillageCommittee = "村委会、居委会", "Village or residents' committee";
    TypeNaturalVillage = "自然村", "Natural village";
    TypeStreet = "街路巷", "Street, road or lane";
    TypeEstate = "住宅区", "Housing estate";
    TypeBuilding = "楼宇", "Building";
    TypeTransport = "交通运输设施", "Transport facility";
    TypeWater = "水利设施", "Water facility";
    TypePark = "公园", "Park";
    TypeMemorial = "纪念地", "Memorial";
    TypeNatural = "自然地理实体", "Natural feature";
    TypeOther = "其他", "Other";

    // Kinds of fault
    NoGeneric = "没有通名", "no generic";
    DoubledGeneric = "通名重叠", "two generics";
    OtherGeneric = "通名不属于这一类别", "the generic is one of another type";
    LettersOnly = "专名只有字母或数字", "the specific is letters or digits only";
    Letters = "专名夹有字母", "letters in the specific";

    // Papers
    PaperPlan = "命名、更名方案", "the plan";
    PaperReasons = "理由", "the reasons";
    PaperPosition = "位置、规模", "position and size";
    PaperNature = "性质", "the nature of the thing";
    PaperOldName = "原名称及其来历", "the old name and its history";
    PaperRisk = "社会稳定风险评估", "an assessment of risks";
    PaperExperts = "专家论证意见", "an expert opinion";
    PaperPublic = "征求公众意见的情况", "the public consultation";

    // Authorities
    ApprovesProvince = "省级人民政府批准", "approved by the province's government";
    ApprovesCounty = "市、县级人民政府批准", "approved by the city's or county's government";
    ApprovesHousing = "住房主管部门批准", "approved by the housing department";
    ApprovesMinistry = "有关行业主管部门批准", "approved by the line ministry";
    AsksPlaceNames = "事先征求地名主管部门意见", "the place-name department is asked before";
    AsksLocal = "事先征求当地人民政府意见", "the local government is asked before";

    // Directions
    North = "北", "north";
    NorthEast = "东北", "north-east";
    East = "东", "east";
    SouthEast = "东南", "south-east";
    South = "南", "south";
    SouthWest = "西南", "south-west";
    West = "西", "west";
    NorthWest = "西北", "north-west";

    // What the articles of decree 753 ask for
    Article9 = "第九条第一款：地名由专名和通名组成", "Art. 9 ¶1: a name is a specific and a generic";
    Article9p1 = "第九条（一）：含义明确、健康，不违背公序良俗", "Art. 9(1): clear and healthy, not against public order and morals";
    Article9p2 = "第九条（二）：与实体的规模和性质相符", "Art. 9(2): fits the real size and nature";
    Article9p3 = "第九条（三）：使用规范汉字，避免生僻字", "Art. 9(3): standard characters, no rare ones";
    Article9p4 = "第九条（四）：一般不以人名作地名，禁止用国家领导人的名字", "Art. 9(4): no leader's name, generally no person's name";
    Article9p5 = "第九条（五）：不以外国人名、地名作地名", "Art. 9(5): no foreign person's or place's name";
    Article9p6 = "第九条（六）：不以企业名称、商标名称作地名", "Art. 9(6): no company or brand name";
    Article9p7 = "第九条（七）：县级以上政区和著名自然实体，全国范围内不重名，避免同音", "Art. 9(7): counties and above, famous natural entities: alone in the nation, no same sound";
    Article9p8 = "第九条（八）：规定范围内不重名，并避免同音", "Art. 9(8): no same name within the scope of its type, and no same sound";
    Article9p9 = "第九条（九）：政区不以著名实体的名称作专名", "Art. 9(9): a division does not take a famous entity's name";
    Article9p10 = "第九条（十）：设施名称一般与当地地名一致", "Art. 9(10): facilities generally agree with the local place name";
    Article10 = "第十条：有历史文化价值的地名一般不更名", "Art. 10: names of historical or cultural value are generally not changed";
    Article11 = "第十一条：申请应提交的材料", "Art. 11: what an application must bring";
    Article12 = "第十二条：批准的权限和程序", "Art. 12: who approves, and how";
    Article13 = "第十三条：批准后十五日内备案", "Art. 13: filed within 15 days of approval";
    Article14 = "第十四条：十五日内向社会公告", "Art. 14: announced within 15 days";
    Article15 = "第十五条：罗马字母拼写采用汉语拼音", "Art. 15: spelled in Hanyu Pinyin";
    ArticleNone = "条例未作规定", "Not required by the regulation";
}
