//! The part in an engine on a host of files.

mod asked;
mod names;
mod sources;
mod tables;

use super::make_review;
use crate::plan::MEMBER;
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::service::Engine;
use diming_protocol::catalog::Lang;
use diming_protocol::{Fetched, Problem, Request, Response};
use diming_review_protocol::review::{ReviewAnswer, ReviewAsk, ReviewFile, ReviewState};
use diming_review_protocol::{REVIEW, Said, export, request, said_in};
use std::collections::BTreeMap;

fn feature(id: &str, lon: f64, properties: &str) -> String {
    format!(
        r#"{{"type":"Feature","id":"{id}","geometry":{{"type":"Point","coordinates":[{lon},31.9]}},"properties":{{{properties}}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

/// A file of the site's data.
fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The engine with the part; what it says is kept.
struct Bench {
    engine: Engine,
    files: BTreeMap<String, Vec<u8>>,
    said: Vec<Response>,
}

impl Bench {
    fn new(files: &[(&str, &str)]) -> Bench {
        let mut engine = Engine::new().with_catalogs(|bytes| parse_catalog(bytes, &[MEMBER]));
        engine.plug_workspace(REVIEW, make_review);
        let of_site = |(name, text): &(&str, &str)| (format!("https://a.cn/data/{name}"), text.as_bytes().to_vec());
        let mut bench = Bench { engine, files: files.iter().map(of_site).collect(), said: Vec::new() };
        bench.files.entry("https://a.cn/data/han.bin".into()).or_insert_with(|| data("dict/han.bin"));
        bench.open();
        bench
    }

    fn open(&mut self) {
        self.begin_to_open();
        self.run();
    }

    fn begin_to_open(&mut self) {
        self.engine.submit(Request::Open {
            catalog_url: "https://a.cn/data/catalog.json".into(),
            site_url: "https://a.cn/data/catalog.json".into(),
            han_url: "https://a.cn/data/han.bin".into(),
            today: 20_261_120,
        });
    }

    fn run(&mut self) {
        for _ in 0..100_000 {
            for response in self.engine.step(100) {
                let (source, name, missing) = match &response {
                    Response::Fetch { source, url, .. } => (*source, url.clone(), Problem::Status(404)),
                    Response::Read { source, file } => (*source, format!("local:{file}"), Problem::Unreadable),
                    _ => {
                        self.said.push(response);
                        continue;
                    }
                };
                match self.files.get(&name) {
                    Some(bytes) => {
                        bytes.chunks(64).for_each(|chunk| self.engine.feed(source, chunk.to_vec()));
                        self.engine.fetched(source, Fetched::End);
                    }
                    None => self.engine.fetched(source, Fetched::Failed(missing)),
                }
            }
            if self.engine.is_idle() {
                return;
            }
        }
        panic!("the engine never rests");
    }

    fn ask(&mut self, seq: u32, ask: ReviewAsk) {
        self.engine.submit(request(seq, &ask));
    }

    /// Its states, and answers with their numbers.
    fn states_and_answers(&self) -> (Vec<ReviewState>, Vec<(u32, Said)>) {
        let (mut states, mut answers) = (Vec::new(), Vec::new());
        for (seq, said) in self.said.iter().filter_map(said_in) {
            match said {
                Said::State(state) => states.push(state),
                said => answers.push((seq, said)),
            }
        }
        (states, answers)
    }

    fn file(&mut self, what: &ReviewFile) -> Option<String> {
        self.said.clear();
        self.engine.submit(Request::Export { what: export(what), lang: Lang::Zh });
        self.run();
        self.said.iter().find_map(|r| if let Response::File { text, .. } = r { Some(text.clone()) } else { None })
    }
}
