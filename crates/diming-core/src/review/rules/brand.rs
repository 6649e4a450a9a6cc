//! `brand`: no company's or brand's name.
//!
//! **What it checks.** The specific against the applicant's company, without its place, trade and legal form, and brand.
//! **Why.** Public names are not advertising.
//! **Wrong** 华鼎广场, applied for by 启东华鼎置业有限公司. **Right** 江海广场.
//! **Exceptions.** Where the words have no specific link to the company; an officer decides.
//! **Article** 9(6).

use crate::door::finding::{Evidence, Finding, Unchecked, Weight};
use crate::review::Case;

/// Legal forms and trades at the end of a company's name, the longest first.
const ENDINGS: [&str; 24] = [
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "集团公司",
    "集团",
    "公司",
    "房地产开发",
    "房地产",
    "置业",
    "地产",
    "投资",
    "建设",
    "开发",
    "控股",
    "实业",
    "发展",
    "物业",
    "商业",
    "管理",
    "文化",
    "科技",
    "旅游",
    "国际",
];

pub fn check(case: &Case, findings: &mut Vec<Finding>) {
    let application = case.application;
    if application.applicant.trim().is_empty() && application.brand.trim().is_empty() {
        findings.push(Finding::unchecked("brand", "9(6)", Unchecked::NoFigures));
        return;
    }
    let specific = case.specific();
    let firm = firm_of(&application.applicant, &case.review.profile.region.names);
    let brand = application.brand.trim();
    let is_in = |word: &str| word.chars().count() >= 2 && specific.contains(word);
    if let Some(word) = [firm.as_str(), brand].into_iter().find(|word| is_in(word)) {
        let evidence = Evidence::Word { word: word.to_owned(), reason: "brand".into(), source: String::new() };
        findings.push(Finding::new("brand", Weight::Error, "9(6)", vec![evidence]));
    }
}

/// What is a company's own in its name: 华鼎 of 启东市华鼎置业有限公司.
fn firm_of(applicant: &str, region: &[String]) -> String {
    let mut name: String = applicant.chars().filter(|c| !c.is_whitespace() && !"（）()".contains(*c)).collect();
    while let Some(shorter) = ENDINGS.iter().find_map(|end| name.strip_suffix(end)) {
        name = shorter.to_owned();
    }
    while let Some(shorter) =
        region.iter().find_map(|place| name.strip_prefix(place.as_str()).filter(|s| !s.is_empty()))
    {
        name = shorter.to_owned();
    }
    name
}
