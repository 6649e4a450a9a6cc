//! What the list shows first: asked of the engine as the page asks it.

use crate::Result;
use crate::catalog::parse_catalog;
use crate::publishable;
use diming_engine::service::Engine;
use diming_protocol::catalog::{Catalog, Lang, Layer};
use diming_protocol::geo::mercator;
use diming_protocol::{
    Answer, Fetched, Filter, LayerState, Look, Phase, Problem, Request, Response, Row, Sort, Source,
};
use std::path::Path;

/// As many rows as a screen of 1920 × 1080 holds at most, and one.
pub const ROWS: u32 = 16;
/// Work of a step, in records.
const STEP: u32 = 100_000;
/// The address at which the engine sees the data folder; nothing is asked there.
const BASE: &str = "https://site.invalid/data/";

/// What the list shows first.
pub struct First {
    /// The deployment.
    pub catalog: Box<Catalog>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Records of each layer by its place in the catalog; `None` where its file lies on another server.
    pub layer_counts: Vec<Option<u32>>,
    /// Records in the list; `None` where not all are known here.
    pub listed: Option<u32>,
    /// The day, `yyyymmdd`.
    pub today: u32,
    /// Files of the folder that the rows are of, by their paths in it, with their contents' marks.
    pub sources: Vec<(String, Mark)>,
}

/// What tells whether a file is still the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its length in bytes.
    pub bytes: usize,
    /// The sum of its bytes, each times its place counted from 1, modulo 2³².
    pub sum: u32,
}

impl Mark {
    /// The mark of a content.
    pub fn of(bytes: &[u8]) -> Mark {
        let sum = bytes
            .iter()
            .zip(1_u32..)
            .fold(0_u32, |sum, (&byte, place)| sum.wrapping_add(u32::from(byte).wrapping_mul(place)));
        Mark { bytes: bytes.len(), sum }
    }
}

/// An engine over a data folder.
struct Host<'a> {
    engine: Engine,
    data: &'a Path,
    catalog: Option<Box<Catalog>>,
    states: Vec<LayerState>,
    answer: Option<Answer>,
}

/// Reads it as of a day, `yyyymmdd`.
///
/// # Errors
/// A file of the folder cannot be read, or is no data.
pub fn first(data: &Path, today: u32) -> Result<First> {
    let engine = Engine::new().with_catalogs(parse_catalog);
    let mut host = Host { engine, data, catalog: None, states: Vec::new(), answer: None };
    host.ask(Request::Open {
        catalog_url: format!("{BASE}catalog.json"),
        site_url: format!("{BASE}catalog.json"),
        han_url: format!("{BASE}dict/han.bin"),
        today,
    })?;
    host.check_whole()?;
    let look = Box::new(first_look(host.catalog.as_deref().ok_or("catalog.json was not read")?));
    host.ask(Request::Look { seq: 1, look })?;
    let Answer { rows, layer_counts, listed, .. } = host.answer.take().ok_or("the engine gave no answer")?;
    let rows = rows_before_unknown(host.catalog.as_deref(), &host.states, rows);
    let catalog = host.catalog.take().ok_or("catalog.json was not read")?;
    let is_known = |at: usize| host.states.get(at).is_some_and(|state| state.phase == Phase::Whole);
    let is_unknown_listed = |(at, layer): (usize, &Layer)| is_first(layer) && !is_known(at);
    let all_known = !catalog.layers.iter().enumerate().any(is_unknown_listed);
    let sources = sources(data, &catalog, &rows)?;
    Ok(First {
        rows,
        layer_counts: (0..).zip(layer_counts).map(|(at, n)| Some(n).filter(|_| is_known(at))).collect(),
        listed: Some(listed).filter(|_| all_known),
        today,
        sources,
        catalog,
    })
}

/// Whether a layer's records are in the list when the page opens.
pub fn is_first(layer: &Layer) -> bool {
    layer.role.is_listed() && layer.on
}

/// The first look of the page: `current_look` of its `src/wiring.rs`, at the catalog's home. Neither its language nor its
/// place changes which rows these are.
fn first_look(catalog: &Catalog) -> Look {
    let layers = (0..).zip(&catalog.layers).filter(|(_, layer)| layer.on).map(|(at, _)| at).collect();
    let home = catalog.home;
    Look {
        filter: Filter { query: String::new(), layers, fields: Default::default(), within: None },
        sort: Sort::Relevance,
        from: home.center_lonlat(),
        in_view: false,
        bounds: mercator::world_bounds(catalog.bounds),
        zoom: home.zoom,
        lang: Lang::Zh,
        rows: 0..ROWS,
        selected: None,
    }
}

/// The rows before those of the first layer whose records are not known here: without a query the list is in the order of
/// the layers.
fn rows_before_unknown(catalog: Option<&Catalog>, states: &[LayerState], rows: Vec<Row>) -> Vec<Row> {
    let layers = catalog.map_or(&[][..], |catalog| &catalog.layers);
    let is_whole = |at: usize| states.get(at).is_some_and(|state| state.phase == Phase::Whole);
    let unknown = layers.iter().enumerate().position(|(at, layer)| is_first(layer) && !is_whole(at));
    rows.into_iter().take_while(|row| unknown.is_none_or(|unknown| row.id.layer() < unknown)).collect()
}

fn sources(data: &Path, catalog: &Catalog, rows: &[Row]) -> Result<Vec<(String, Mark)>> {
    let mut layers: Vec<usize> = rows.iter().map(|row| row.id.layer()).collect();
    layers.dedup();
    let files = layers.into_iter().filter_map(|at| catalog.layers.get(at)).map(|layer| layer.source.as_str());
    ["catalog.json"]
        .into_iter()
        .chain(files)
        .map(|file| Ok((file.to_owned(), Mark::of(&std::fs::read(publishable::locate(data, file)?)?))))
        .collect()
}

impl Host<'_> {
    /// Asks, and steps until the engine rests.
    fn ask(&mut self, request: Request) -> Result<()> {
        self.engine.submit(request);
        while !self.engine.is_idle() {
            for response in self.engine.step(STEP) {
                self.hear(response)?;
            }
        }
        Ok(())
    }

    /// Half a file would be taken for the whole.
    fn check_whole(&self) -> Result<()> {
        let layers = self.catalog.iter().flat_map(|catalog| &catalog.layers).zip(&self.states);
        let mut read = layers.filter(|(layer, _)| layer.role.is_listed() && !publishable::is_elsewhere(&layer.source));
        match read.find(|(_, state)| state.phase != Phase::Whole) {
            Some((layer, state)) => Err(format!("{}: {:?}", layer.source, state.phase).into()),
            None => Ok(()),
        }
    }

    fn hear(&mut self, response: Response) -> Result<()> {
        match response {
            Response::Fetch { source, url, .. } => self.fetch(source, &url)?,
            Response::Opened { catalog } => {
                self.states = vec![LayerState::default(); catalog.layers.len()];
                self.catalog = Some(catalog);
            }
            Response::Refused { problem } => return Err(format!("catalog.json: {problem:?}").into()),
            Response::Progress { layer, state } => {
                if let Some(slot) = self.states.get_mut(layer as usize) {
                    *slot = state;
                }
            }
            Response::Seen { answer, .. } => self.answer = Some(*answer),
            _ => {}
        }
        Ok(())
    }

    /// Feeds a file of the folder. What only the map and the workspaces need is not read, nor what lies elsewhere.
    fn fetch(&mut self, source: Source, url: &str) -> Result<()> {
        let is_listed = |layer: u32| {
            let layer = self.catalog.as_ref().and_then(|catalog| catalog.layers.get(layer as usize));
            layer.is_some_and(|layer| layer.role.is_listed())
        };
        let is_needed = match source {
            Source::Catalog | Source::Han => true,
            Source::Layer(layer) => is_listed(layer),
            _ => false,
        };
        let Some(name) = url.strip_prefix(BASE).filter(|_| is_needed) else {
            self.engine.fetched(source, Fetched::Failed(Problem::Network));
            return Ok(());
        };
        let file = publishable::locate(self.data, name)?;
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        self.engine.feed(source, bytes);
        self.engine.fetched(source, Fetched::End);
        Ok(())
    }
}
