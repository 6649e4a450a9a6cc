//! Field keys that the code knows by meaning; every other key is the catalog's own affair.

/// The number of a record.
pub const ID: &str = "id";
/// The name, in Chinese.
pub const NAME: &str = "name";
/// The name in English.
pub const NAME_EN: &str = "name_en";
/// The name in 汉语拼音, as registered.
pub const ROMANISATION: &str = "romanisation";
/// Names it had before.
pub const FORMER_NAMES: &str = "former_names";
/// 乡镇, 街道.
pub const TOWN: &str = "town";
/// 村, 社区.
pub const VILLAGE: &str = "village";
/// Address.
pub const ADDRESS: &str = "address";
/// Kind of facility.
pub const KIND: &str = "kind";
/// Telephone numbers.
pub const PHONE: &str = "phone";
/// When it is open.
pub const HOURS: &str = "hours";
/// When a cemetery may be visited, also at 清明.
pub const VISITING: &str = "visiting";
/// 现用 停用 建设中 规划 已迁; for the gazetteer 现用 曾用 注销.
pub const STATUS: &str = "status";
/// What a name of the gazetteer names, as in an application.
pub const TYPE: &str = "type";
/// What a name of the heritage names.
pub const HERITAGE_TYPE: &str = "heritage_type";
/// Day from which the record holds.
pub const VALID_FROM: &str = "valid_from";
/// Day to which the record holds.
pub const VALID_TO: &str = "valid_to";
/// Where it moved to.
pub const MOVED_TO: &str = "moved_to";
/// 密级.
pub const SECRECY: &str = "secrecy";
/// The 密级 that everybody may see.
pub const PUBLIC: &str = "公开";
/// Source of the record.
pub const SOURCE: &str = "source";
/// Day of the record.
pub const UPDATED_ON: &str = "updated_on";
/// Beds in all.
pub const BEDS_TOTAL: &str = "beds_total";
/// Beds that are taken.
pub const BEDS_USED: &str = "beds_used";
/// Lowest fee.
pub const FEE_MIN: &str = "fee_min";
/// Highest fee.
pub const FEE_MAX: &str = "fee_max";
/// Day on which the fees were made public.
pub const FEE_ON: &str = "fee_on";
/// Serial number of a boundary marker on its line.
pub const SERIAL: &str = "serial";
/// Line code of a boundary marker.
pub const LINE: &str = "line";
/// Type code of a boundary marker (Q, A/B, C/D/E).
pub const TYPE_CODE: &str = "type_code";
