//! The list as a layer of the site.

use super::Bench;
use crate::check::testing::shipped;
use diming_protocol::catalog::Lang;
use diming_tables_protocol::{DeskAsk, PublishFile, PublishInfo, PublishState, Said, SiteFile};

const LIST: &str =
    "名称,乡镇,电话,身份证号,经度,纬度\n甲院,寅阳镇,0513-80001234,1,121.7,31.9\n乙院,惠萍镇,0513-80001235,2,,\n";

/// The data of the project, as the page would fetch them.
fn site_file(path: &str) -> SiteFile {
    let bytes = match path {
        // Without members of workspaces, which this engine has not.
        "data/catalog.json" => Some(shipped::shipped().to_string().into_bytes()),
        _ => std::fs::read(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).ok(),
    };
    SiteFile { path: path.to_owned(), bytes }
}

impl Bench {
    fn publish_state(&self) -> PublishState {
        let states = self.heard().into_iter().rev().find_map(|said| match said {
            Said::Publish(state) => Some(state),
            _ => None,
        });
        states.unwrap_or_default()
    }

    /// Gives what is wanted until nothing is.
    fn publish_info(&mut self) -> PublishInfo {
        loop {
            match self.publish_state() {
                PublishState::Wanted(paths) => {
                    let files = paths.iter().map(|path| site_file(path)).collect();
                    self.ask(&DeskAsk::SiteFiles(files));
                }
                PublishState::Ready(info) => return *info,
                state => panic!("{state:?}"),
            }
        }
    }

    fn decide(&mut self, form: diming_tables_protocol::PublishForm) -> PublishInfo {
        self.ask(&DeskAsk::Publish { form: Some(Box::new(form)), lang: Lang::Zh });
        self.publish_info()
    }
}

fn bench() -> Bench {
    let mut bench = Bench::new(&[], &[LIST]);
    bench.open("local-1");
    bench.ask(&DeskAsk::Publish { form: None, lang: Lang::Zh });
    bench
}

#[test]
fn a_list_becomes_a_layer_once_each_column_is_decided_of() {
    let mut bench = bench();
    let info = bench.publish_info();
    assert_eq!(info.questions.iter().map(|q| q.heading.as_str()).collect::<Vec<_>>(), ["身份证号"]);
    assert_eq!(info.refused, ["“身份证号”一栏还没有选公开还是不公开。"]);
    assert_eq!(info.samples[0], ("甲院".to_owned(), "寅阳镇".to_owned()));
    let mut form = info.form;
    form.new.label.zh = "新养老".to_owned();
    form.answers.push((info.questions[0].column, false));
    let info = bench.decide(form);
    assert_eq!((info.refused.clone(), info.records, info.unplaced), (Vec::<String>::new(), 2, 1));
    assert!(info.notes.iter().any(|note| note.contains("身份证号")), "{:?}", info.notes);
    assert!(info.diff.iter().any(|(sign, line)| *sign == '+' && line.contains("新养老")), "{:?}", info.diff);
    bench.ask(&DeskAsk::Make(PublishFile::Zip));
    let Some(Said::Made(Ok((name, bytes)))) = bench.heard().pop() else { panic!() };
    assert!(name.ends_with(".zip") && bytes.starts_with(b"PK"), "{name}");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("data/catalog.json") && text.contains("list.html"));
}

#[test]
fn what_is_wrong_with_the_form_is_said_and_mended() {
    let mut bench = bench();
    let mut form = bench.publish_info().form;
    form.answers.push((3, false));
    form.new.id = "care-homes".to_owned();
    assert_eq!(bench.decide(form.clone()).refused, ["编号“care-homes”已有图层使用，请换一个。"]);
    form.replaces = "care-homes".to_owned();
    let info = bench.decide(form);
    assert_eq!((info.refused, info.records), (Vec::new(), 2));
    bench.ask(&DeskAsk::Make(PublishFile::Page));
    assert!(matches!(bench.publish_state(), PublishState::Wanted(paths) if paths.contains(&"index.html".to_owned())));
}
