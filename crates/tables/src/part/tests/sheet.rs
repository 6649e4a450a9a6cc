//! The list as a table that is edited.

use super::{Bench, CARE};
use diming_protocol::catalog::Lang;
use diming_tables_protocol::{
    Block, DeskAsk, DeskFile, DeskLine, DeskTable, Edit, Mapping, MappingFrom, Preview, ReadChoices, Replace, RowsWish,
    Said, SheetColumn, SheetInfo,
};

impl Bench {
    fn sheet(&self) -> SheetInfo {
        let said = self.heard().into_iter().rev();
        let mut infos = said.filter_map(|said| if let Said::Sheet(info) = said { Some(*info) } else { None });
        infos.next().unwrap()
    }

    fn column(&self, heading: &str) -> SheetColumn {
        self.sheet().columns.into_iter().find(|column| column.heading == heading).unwrap()
    }

    fn rows(&mut self) -> Vec<DeskLine> {
        self.ask(&DeskAsk::Lines { table: DeskTable::Rows, from: 0, count: 100, lang: Lang::Zh });
        match self.heard().pop() {
            Some(Said::Lines { lines, revision, .. }) if revision == self.sheet().revision => lines,
            said => panic!("{said:?}"),
        }
    }

    /// The shown rows, cells with blanks between.
    fn texts(&mut self) -> Vec<String> {
        self.rows().iter().map(|line| line.cells.join(" ")).collect()
    }

    fn edit(&mut self, edit: Edit) {
        let order = self.sheet().order;
        self.ask(&DeskAsk::Edit { order, edit });
    }
}

fn block(line: u32, lines: u32, column: u32, columns: u32) -> Block {
    Block { line, lines, column, columns }
}

#[test]
fn cells_are_typed_pasted_filled_emptied_and_taken_back() {
    let mut bench = Bench::new(&[], &[CARE]);
    bench.open("local-1");
    let first = bench.texts();
    assert_eq!(first, ["3 甲院 寅阳镇 １２０ 0513-80001234", "4 甲院 寅阳镇 很多 12", "5 丙院 惠萍镇 30 "]);
    let typed = vec![vec!["80".to_owned(), "0513-80001235".to_owned(), "beyond".to_owned()], vec!["31".to_owned()]];
    bench.edit(Edit::Cells { line: 1, column: 2, texts: typed });
    assert_eq!(bench.texts()[1..], ["4 甲院 寅阳镇 80 0513-80001235", "5 丙院 惠萍镇 31 "]);
    assert_eq!((bench.info().changed_cells, bench.info().undo), (3, 1));
    bench.edit(Edit::FillDown(block(0, 9, 1, 2)));
    assert_eq!(bench.texts()[2], "5 丙院 寅阳镇 １２０ ");
    bench.edit(Edit::Clear(block(0, 1, 2, 9)));
    assert_eq!(bench.texts()[0], "3 甲院 寅阳镇  ");
    let order = bench.sheet().order;
    bench.ask(&DeskAsk::Edit { order: order - 1, edit: Edit::Clear(block(0, 1, 0, 1)) });
    assert!(matches!(bench.heard().pop(), Some(Said::NotDone)));
    assert_eq!(bench.info().undo, 3, "of lines that are not shown any more nothing is changed");
    (0..3).for_each(|_| bench.ask(&DeskAsk::Undo));
    assert_eq!((bench.texts(), bench.info().changed_cells, bench.info().undo), (first, 0, 0));
}

#[test]
fn the_list_is_given_to_be_kept_and_reads_the_same_again() {
    let mut bench = Bench::new(&[], &[CARE]);
    bench.open("local-1");
    bench.edit(Edit::Cells { line: 1, column: 2, texts: vec![vec!["一行\n两行,\"".to_owned()]] });
    bench.ask(&DeskAsk::Keep(7));
    let Some(Said::Kept(7, Some(text))) = bench.heard().pop() else { panic!() };
    let rows = bench.texts();
    let mut again = Bench::new(&[], &[&text]);
    again.open("local-1");
    let cells =
        |rows: Vec<String>| rows.iter().map(|row| row.split_once(' ').unwrap().1.to_owned()).collect::<Vec<_>>();
    assert_eq!(cells(again.texts()), cells(rows));
}

#[test]
fn the_file_is_read_again_in_another_way_and_back() {
    let mut bench = Bench::new(&[], &[CARE]);
    bench.open("local-1");
    let first = bench.texts();
    assert_eq!((bench.info().heading_line, bench.info().rows), (2, 3));
    bench.ask(&DeskAsk::Reread(ReadChoices { takes_rest: true, leaves_ditto: true, heading: 0 }));
    assert_eq!(bench.texts()[1..], ["4 甲院 同上 很多 12", "5 丙院 惠萍镇 30 ", "6 合计  150 "]);
    assert!(bench.info().choices.takes_rest);
    bench.ask(&DeskAsk::Reread(ReadChoices::default()));
    assert_eq!(bench.texts(), first);
}

#[test]
fn a_cell_with_a_problem_is_marked_until_it_is_right() {
    let mut bench = Bench::new(&[], &[CARE]);
    bench.open("local-1");
    let marks = |bench: &mut Bench| bench.rows()[1].marks.clone();
    assert!(marks(&mut bench).contains(&(3, "warn".to_owned())), "{:?}", marks(&mut bench));
    bench.edit(Edit::Cells { line: 1, column: 3, texts: vec![vec!["0513-80001236".to_owned()]] });
    assert!(!marks(&mut bench).iter().any(|(column, _)| *column == 3));
}

#[test]
fn rows_are_found_ordered_and_stay_where_they_are_while_they_are_edited() {
    let mut bench = Bench::new(&[], &[CARE]);
    bench.open("local-1");
    bench.ask(&DeskAsk::Rows(RowsWish { words: "甲院".to_owned(), sort: Some((2, true)), ..RowsWish::default() }));
    assert_eq!(bench.texts(), ["4 甲院 寅阳镇 很多 12", "3 甲院 寅阳镇 １２０ 0513-80001234"]);
    bench.edit(Edit::Cells { line: 0, column: 0, texts: vec![vec!["乙院".to_owned()]] });
    assert_eq!(bench.texts()[0], "4 乙院 寅阳镇 很多 12");
    assert_eq!((bench.sheet().shown, bench.sheet().rows), (2, 3));
    bench.ask(&DeskAsk::Rows(RowsWish { only_problems: true, ..RowsWish::default() }));
    assert!(bench.rows().iter().all(|line| !line.marks.is_empty()), "{:?}", bench.rows());
}

#[test]
fn rows_are_taken_out_added_and_put_back() {
    let mut bench = Bench::new(&[], &[CARE]);
    bench.open("local-1");
    bench.ask(&DeskAsk::Rows(RowsWish { sort: Some((2, false)), ..RowsWish::default() }));
    assert_eq!(bench.texts()[0], "5 丙院 惠萍镇 30 ");
    bench.edit(Edit::Remove(block(0, 2, 0, 1)));
    assert_eq!((bench.texts(), bench.info().changed_rows), (vec!["4 甲院 寅阳镇 很多 12".to_owned()], 2));
    bench.edit(Edit::Add);
    bench.edit(Edit::Cells { line: 1, column: 0, texts: vec![vec!["戊院".to_owned()]] });
    assert_eq!(bench.texts()[1], "+ 戊院   ");
    bench.edit(Edit::Cells { line: 1, column: 2, texts: vec![vec!["x".to_owned()]] });
    assert!(bench.problems().iter().any(|problem| problem[0].ends_with('+')), "{:?}", bench.problems());
    let saved = bench.saved(DeskFile::List);
    assert_eq!(saved.lines().skip(1).collect::<Vec<_>>(), ["甲院,寅阳镇,很多,12", "戊院,,x,"]);
    (0..4).for_each(|_| bench.ask(&DeskAsk::Undo));
    assert_eq!((bench.texts().len(), bench.info().changed_rows, bench.info().changed_cells), (3, 0, 0));
}

#[test]
fn a_replacement_is_shown_before_it_is_made() {
    let mut bench = Bench::new(&[], &[CARE]);
    bench.open("local-1");
    let what = Replace { find: "甲".to_owned(), with: "乙".to_owned(), column: None, is_whole: false };
    bench.ask(&DeskAsk::Preview(what.clone()));
    let Some(Said::Preview(preview)) = bench.heard().pop() else { panic!() };
    let samples = [["A3", "甲院", "乙院"], ["A4", "甲院", "乙院"]].map(|sample| sample.map(str::to_owned));
    assert_eq!(preview, Preview { what: what.clone(), cells: 2, samples: samples.to_vec() });
    bench.edit(Edit::Replace(what));
    assert_eq!((bench.info().changed_cells, bench.info().undo), (2, 1));
    let empty = Replace { with: "无".to_owned(), column: Some(3), ..Replace::default() };
    bench.edit(Edit::Replace(empty));
    assert_eq!(bench.texts()[2], "5 丙院 惠萍镇 30 无");
}

#[test]
fn a_person_says_what_a_column_is_and_the_next_list_knows() {
    let odd = "名称,镇区,联系方式,张数\n甲院,寅阳镇,0513-80001234,80\n乙院,惠萍镇,0513-80001235,x\n丙院,惠萍镇,13800001234,5\n";
    let mut bench = Bench::new(&[], &[odd, odd]);
    bench.open("local-1");
    let beds = bench.column("张数");
    assert_eq!((beds.key.as_str(), &*beds.samples), ("", &["80", "x", "5"].map(str::to_owned)[..]));
    let problems = bench.info().by_weight.iter().sum::<u32>();
    let at = bench.sheet().columns.iter().position(|column| column.heading == "张数").unwrap() as u32;
    bench.ask(&DeskAsk::Mean { column: at, key: "beds_total".to_owned() });
    assert_eq!((bench.column("张数").key.as_str(), bench.sheet().mapping), ("beds_total", MappingFrom::Person));
    assert!(bench.info().by_weight.iter().sum::<u32>() > problems, "x is no number");
    let kept = bench.heard().into_iter().find_map(|said| match said {
        Said::Mapping(mapping) => Some(mapping),
        _ => None,
    });
    let headings = ["名称", "镇区", "联系方式", "张数"].map(str::to_owned).to_vec();
    let columns = vec![("张数".to_owned(), "beds_total".to_owned())];
    assert_eq!(kept, Some(Mapping { headings, columns }));
    bench.ask(&DeskAsk::Open("local-2".to_owned()));
    assert_eq!((bench.column("张数").key.as_str(), bench.sheet().mapping), ("beds_total", MappingFrom::Earlier));
    bench.ask(&DeskAsk::Mean { column: at, key: String::new() });
    assert_eq!(bench.column("张数").key, "");
}
