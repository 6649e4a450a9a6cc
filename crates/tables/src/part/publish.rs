//! The list as a layer of the site: what is asked, what stands in its way, and the files that are made of it.
//!
//! The page fetches the files of its own site and gives them here; nothing of the list leaves the machine.

use super::loading::Held;
use super::messages::PublishMsg;
use super::publish_words::{objections, question_words, refused_words, saved_notes};
use crate::columns::Columns;
use crate::publish::entry::{NewLayer, add, propose};
use crate::publish::folder::{DATA, Files, site_files, zip};
use crate::publish::one_file::{app_files, data_files, one_file, parts_of};
use crate::publish::questions::{Answer, Asked, Question, questions};
use crate::publish::refuse::{is_elsewhere, local_path};
use crate::publish::{CATALOG, Change, Order, Published, Refused, Target, publish};
use diming_engine::catalog::parse::parse_catalog;
use diming_engine::catalog::plan::PlanMember;
use diming_engine::service::{PartContext, PartView};
use diming_protocol::catalog::{Catalog, Label, Lang, keys};
use diming_protocol::messages::text;
use diming_tables_protocol::{
    LayerForm, PublishFile, PublishForm, PublishInfo, PublishQuestion, PublishState, Said, SiteFile, write_said,
};
use diming_text::Han;
use std::collections::{BTreeMap, BTreeSet};

/// The page of the site.
const INDEX: &str = "index.html";
/// Records that are shown as rows.
const SAMPLES: usize = 3;
/// Lines of the catalog's difference that are told.
const DIFF_MAX: usize = 200;

/// What is published.
#[derive(Default)]
pub struct Publishing {
    /// Files of the site by their paths; `None` where the site has none.
    site: BTreeMap<String, Option<Vec<u8>>>,
    form: Option<PublishForm>,
    lang: Lang,
    stage: Stage,
    make: Option<PublishFile>,
    said: PublishState,
}

#[derive(Default)]
enum Stage {
    /// Nobody has asked for it.
    #[default]
    Idle,
    /// It is to be worked out.
    Asked,
    /// The files were asked for, and have not come.
    Waiting,
    /// This is what it would be; `None` where it cannot be.
    Ready(Option<Box<Published>>),
}

impl Publishing {
    /// Begins, or takes what was decided.
    pub fn ask(&mut self, form: Option<PublishForm>, lang: Lang) {
        self.form = form.or_else(|| self.form.take());
        (self.lang, self.stage) = (lang, Stage::Asked);
    }

    /// Another list: what was decided is of no use.
    pub fn close(&mut self, cx: &mut PartContext) {
        (self.form, self.stage, self.make) = (None, Stage::Idle, None);
        self.site.clear();
        self.say(cx, PublishState::None);
    }

    /// The list has changed.
    pub fn begin_again(&mut self) {
        if !matches!(self.stage, Stage::Idle) {
            self.stage = Stage::Asked;
        }
    }

    /// Takes files of the site.
    pub fn take(&mut self, files: Vec<SiteFile>) {
        self.site.extend(files.into_iter().map(|file| (file.path, file.bytes)));
        if matches!(self.stage, Stage::Waiting) {
            self.stage = Stage::Asked;
        }
    }

    /// Makes a file.
    pub fn make(&mut self, file: PublishFile) {
        (self.make, self.stage) = (Some(file), Stage::Asked);
    }

    /// Whether a step has something to do.
    pub fn has_work(&self) -> bool {
        matches!(self.stage, Stage::Asked) || (matches!(self.stage, Stage::Ready(_)) && self.make.is_some())
    }

    /// Does the next piece of work.
    pub fn step(&mut self, cx: &mut PartContext, held: &Held, (han, members): (&Han, &[PlanMember])) {
        if let (Stage::Ready(published), Some(file)) = (&self.stage, self.make) {
            let made = self.made(published.as_deref(), file, (han, cx.view().today()));
            self.make = None;
            // Fetched anew the next time: somebody else may have published meanwhile.
            self.site.clear();
            return cx.say(0, write_said(&Said::Made(made)));
        }
        let wanted = self.wanted(members);
        if !wanted.is_empty() {
            self.stage = Stage::Waiting;
            return self.say(cx, PublishState::Wanted(wanted));
        }
        let (info, published) = self.work_out(cx.view(), held, members);
        self.form = Some(info.form.clone());
        self.stage = Stage::Ready(published.map(Box::new));
        self.say(cx, PublishState::Ready(Box::new(info)));
    }

    /// Files of the site that are needed, and not asked for yet.
    fn wanted(&self, members: &[PlanMember]) -> Vec<String> {
        let of_data = |path: &str| format!("{DATA}/{path}");
        let mut paths = BTreeSet::from([of_data(CATALOG)]);
        let catalog = self.site.get(&of_data(CATALOG)).and_then(Option::as_ref);
        for layer in catalog.and_then(|bytes| parse_catalog(bytes, members).ok()).iter().flat_map(|all| &all.layers) {
            let own = local_path(&layer.source).filter(|_| !is_elsewhere(&layer.source));
            paths.extend(own.map(|path| of_data(&path)));
        }
        if self.make == Some(PublishFile::Page) {
            paths.insert(INDEX.to_owned());
            let named = catalog.and_then(|bytes| data_files(bytes).ok()).unwrap_or_default();
            paths.extend(named.iter().map(|file| of_data(&file.path)));
            let index = self.site.get(INDEX).and_then(Option::as_ref);
            let index = index.map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
            for path in app_files(&index).unwrap_or_default() {
                let script = self.site.get(&path).and_then(Option::as_ref).filter(|_| path.ends_with(".js"));
                paths.extend(script.map(|bytes| parts_of(&String::from_utf8_lossy(bytes))).unwrap_or_default());
                paths.insert(path);
            }
        }
        paths.into_iter().filter(|path| !self.site.contains_key(path)).collect()
    }

    /// The files of the data folder.
    fn data(&self) -> Files {
        let of_data = |(path, bytes): (&String, &Option<Vec<u8>>)| {
            Some((path.strip_prefix(DATA)?.strip_prefix('/')?.to_owned(), bytes.clone()?))
        };
        self.site.iter().filter_map(of_data).collect()
    }

    fn work_out(&self, view: PartView, held: &Held, members: &[PlanMember]) -> (PublishInfo, Option<Published>) {
        let (list, lang, data) = (&held.read.list, self.lang, self.data());
        let source = data.get(CATALOG).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        let mut info = PublishInfo::default();
        let Ok(site) = parse_catalog(source.as_bytes(), members) else {
            info.refused
                .push(refused_words(lang, &Refused::Entry(crate::publish::entry::EntryFault::NoCatalog)).concat());
            return (info, None);
        };
        let mut form = self.form.clone().unwrap_or_else(|| proposed(view, held, &site));
        follow_columns(&mut form.new, &site, &held.columns);
        let replaced = site.layers.iter().position(|layer| layer.id == form.replaces);
        let of_layer =
            replaced.map(|at| Columns::with_said(&site, at, (Some(&held.read.heading), list.headings()), &held.said));
        let columns = of_layer.as_ref().unwrap_or(&held.columns);
        let target = match replaced {
            Some(_) => Target::Replace(form.replaces.clone()),
            None => Target::Add(Box::new(new_layer(&form.new))),
        };
        let edited = match &target {
            Target::Add(new) => add(&source, new, members).map(|edited| (edited.catalog, new.id.clone())).ok(),
            Target::Replace(id) => Some((site.clone(), id.clone())),
        };
        let layer = edited
            .as_ref()
            .and_then(|(catalog, id)| Some((catalog, catalog.layers.iter().find(|layer| layer.id == *id)?)));
        let asked = layer.map(|of| questions(list, columns, of, &held.said)).unwrap_or_default();
        // What was said of a column counts only while it is asked.
        form.answers.retain(|(column, _)| asked.iter().any(|question| question.column as u32 == *column));
        info.questions = asked.iter().map(|question| question_view(lang, question)).collect();
        info.layers = listed(&site);
        info.fields = fields(&site, columns);
        info.notes = saved_notes(lang, held, None);
        info.refused = objections(lang, held, has_shapes(view, held));
        let answers: BTreeMap<usize, Answer> =
            form.answers.iter().map(|(column, keep)| (*column as usize, answer(*keep))).collect();
        let (datum, said) = (held.datum, &*held.said);
        let order = Order { list, columns, shapes: &[], datum, target: &target, answers: &answers, said };
        let published = publish(&data, members, order);
        let row = match &target {
            Target::Add(new) => new.row.clone(),
            Target::Replace(_) => layer.map(|(_, layer)| layer.row.clone()).unwrap_or_default(),
        };
        info.samples = samples(held, columns, &row);
        info.form = form;
        match published {
            Ok(published) if info.refused.is_empty() => {
                info.records = published.saved.records as u32;
                info.unplaced = published.saved.unplaced as u32;
                info.notes = saved_notes(lang, held, Some(&published));
                info.diff =
                    published.diff.iter().take(DIFF_MAX).map(|line| (sign(line.change), line.text.clone())).collect();
                (info, Some(published))
            }
            Ok(_) => (info, None),
            Err(refused) => {
                info.refused.extend(refused_words(lang, &refused));
                (info, None)
            }
        }
    }

    fn made(
        &self,
        published: Option<&Published>,
        file: PublishFile,
        (han, today): (&Han, u32),
    ) -> Result<(String, Vec<u8>), String> {
        let published = published.ok_or_else(|| text(self.lang, PublishMsg::NotNow).to_owned())?;
        let stem = published.source.strip_suffix(".geojson").unwrap_or(&published.source);
        match file {
            PublishFile::Zip => {
                let files = site_files(&published.files, published.catalog.clone(), han, today)
                    .map_err(|fault| format!("{fault:?}"))?;
                let bytes = zip(&files, today).map_err(|fault| fault.to_string())?;
                Ok((format!("site-{stem}.zip"), bytes))
            }
            PublishFile::Page => {
                let is_of_site = |path: &str| !path.starts_with(DATA);
                let files = self.site.iter().filter(|(path, _)| is_of_site(path));
                let site = files.filter_map(|(path, bytes)| Some((path.clone(), bytes.clone()?))).collect();
                let made = one_file(&site, &published.files).map_err(|refused| refused.to_string())?;
                Ok((format!("{stem}.html"), made.html))
            }
        }
    }

    fn say(&mut self, cx: &mut PartContext, state: PublishState) {
        if self.said != state {
            self.said = state.clone();
            cx.say(0, write_said(&Said::Publish(state)));
        }
    }
}

/// What is proposed at first: a new layer of the list's name.
fn proposed(view: PartView, held: &Held, site: &Catalog) -> PublishForm {
    let named = |catalog: &Catalog| catalog.layers.get(held.layer).map(|layer| layer.label.zh.clone());
    let name = view.catalog().and_then(named).unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let is_free = |id: &String| site.layers.iter().all(|layer| layer.id != *id);
    let id = (1..).map(|n| format!("list-{n}")).find(is_free).unwrap_or_default();
    let label = Label { zh: stem.to_owned(), en: String::new() };
    let new = propose(&held.read.list, &held.columns, site, &id, label);
    let NewLayer { id, label, sign, color, color_dark, fields, filters, row, card, attribution, decimals } = new;
    let new = LayerForm { id, label, sign, color, color_dark, fields, filters, row, card, attribution, decimals };
    PublishForm { replaces: String::new(), new, answers: Vec::new() }
}

fn new_layer(form: &LayerForm) -> NewLayer {
    let LayerForm { id, label, sign, color, color_dark, fields, filters, row, card, attribution, decimals } =
        form.clone();
    NewLayer { id, label, sign, color, color_dark, fields, filters, row, card, attribution, decimals }
}

/// Columns that have become known meanwhile are fields of the new layer, those that are no more are none.
fn follow_columns(new: &mut LayerForm, site: &Catalog, columns: &Columns) {
    let keys: Vec<String> = fields(site, columns).into_iter().map(|(key, _)| key).collect();
    for list in [&mut new.fields, &mut new.filters, &mut new.row, &mut new.card] {
        list.retain(|key| keys.contains(key));
    }
    let missing: Vec<String> = keys.into_iter().filter(|key| !new.fields.contains(key)).collect();
    new.fields.extend(missing);
}

fn question_view(lang: Lang, question: &Question) -> PublishQuestion {
    PublishQuestion {
        column: question.column as u32,
        heading: question.heading.clone(),
        why: question_words(lang, question.why),
        examples: question.examples.clone(),
        is_for_officers: question.why == Asked::OfficerOnly,
    }
}

fn answer(keep: bool) -> Answer {
    if keep { Answer::Keep } else { Answer::LeaveOut }
}

fn sign(change: Change) -> char {
    match change {
        Change::Added => '+',
        Change::Removed => '-',
        _ => ' ',
    }
}

/// Layers that a list may replace.
fn listed(site: &Catalog) -> Vec<(String, Label)> {
    let layers = site.layers.iter().filter(|layer| layer.role.is_listed());
    layers.map(|layer| (layer.id.clone(), layer.label.clone())).collect()
}

/// Fields that columns of the list are.
fn fields(site: &Catalog, columns: &Columns) -> Vec<(String, Label)> {
    let of =
        |key: &String| Some((key.clone(), site.fields.get(key).filter(|field| !field.officer_only)?.label.clone()));
    columns.list.iter().filter_map(|column| of(&column.key)).collect()
}

/// The first records as they stand in the result list.
fn samples(held: &Held, columns: &Columns, row: &[String]) -> Vec<(String, String)> {
    let list = &held.read.list;
    let cell = |at: usize, key: &str| list.cell_of(at, columns.of_key(key)).to_owned();
    let below = |at: usize| {
        let values = row.iter().map(|key| cell(at, key)).filter(|value| !value.is_empty());
        values.collect::<Vec<_>>().join(" · ")
    };
    (0..list.len().min(SAMPLES)).map(|at| (cell(at, keys::NAME), below(at))).collect()
}

/// Whether records of the layer are more than points: a table of their cells would lose what they are.
pub fn has_shapes(view: PartView, held: &Held) -> bool {
    let found = view.with_data(|data| data.tables.get(held.layer).is_some_and(|table| !table.shapes.is_empty()));
    !held.is_file && found.unwrap_or(false)
}
