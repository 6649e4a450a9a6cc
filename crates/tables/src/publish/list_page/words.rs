//! The sentences of the plain list that hold values or stand there often; the others stand in `list.html` beside this.

use diming_protocol::catalog::{Label, Lang};
use diming_protocol::messages::{self, Sentence};

/// A sentence.
#[derive(Clone, Copy)]
pub enum Words {
    /// How many places: `n`.
    Places,
    /// The day on which the page was made: `date`.
    MadeOn,
    /// The newest day of a layer's records: `date`.
    UpdatedOn,
    /// Where a layer's data come from: `what`.
    From,
    /// Facilities that are not in the list, because their data lie elsewhere: `what`.
    Elsewhere,
    /// What else the map shows: `what`.
    MapOnly,
    /// The way back from the end of a layer.
    ToContents,
}

impl Sentence for Words {
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Words::Places => ("{n} 处", "{n} [n:place|places]"),
            Words::MadeOn => ("制作日期：{date}", "Made on {date}"),
            Words::UpdatedOn => ("资料最近更新：{date}", "Data last updated {date}"),
            Words::From => ("资料来源：{what}", "Source: {what}"),
            Words::Elsewhere => (
                "以下设施的资料在其他服务器上，不在本列表中，请在地图中查看：{what}",
                "The data of these facilities lie on other servers and are not in this list; the map shows them: {what}",
            ),
            Words::ToContents => ("回到目录", "Back to the contents"),
            Words::MapOnly => ("只在地图中显示：{what}", "Only on the map: {what}"),
        }
    }
}

/// A sentence in both languages; `values` gives the values for each.
pub fn both(sentence: impl Sentence, values: impl Fn(Lang) -> Vec<(&'static str, String)>) -> Label {
    let fill = |lang| {
        let values = values(lang);
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        messages::fill(lang, sentence, &values)
    };
    Label { zh: fill(Lang::Zh), en: fill(Lang::En) }
}

/// A sentence with a date.
pub fn dated(sentence: impl Sentence, yyyymmdd: u32) -> Label {
    both(sentence, |lang| vec![("date", messages::date(lang, yyyymmdd))])
}

/// A sentence with a number.
pub fn counted(sentence: impl Sentence, n: usize) -> Label {
    both(sentence, |lang| vec![("n", messages::number(lang, n as f64))])
}

/// A sentence with some labels.
pub fn naming(sentence: impl Sentence, labels: &[Label]) -> Label {
    both(sentence, |lang| {
        let all: Vec<&str> = labels.iter().map(|label| label.get(lang).0).collect();
        vec![("what", all.join(if lang == Lang::Zh { "、" } else { ", " }))]
    })
}
