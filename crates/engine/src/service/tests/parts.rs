//! A look, part by part.

use super::*;

#[test]
fn a_look_is_worked_out_in_parts_and_a_newer_one_comes_between() {
    let mut bench = whole();
    let look = |query: &str, in_view: bool| {
        let mut look = Look { in_view, sort: Sort::Relevance, ..look_at_all() };
        look.filter.query = query.into();
        Box::new(look)
    };
    // Words (names, other texts, the rest, the end), bits, five facets and their end, box, list, clusters, ground, answer.
    bench.engine.submit(Request::Look { seq: 1, look: look("qiao", true) });
    let steps = (1..100).find(|_| !bench.engine.step(100).is_empty());
    assert_eq!(steps, Some(4 + 1 + 6 + 4 + 1));
    let expected = whole().look(|l| *l = *look("yuan", false));
    assert_eq!(expected.passed, 4);
    for parts in 0..15 {
        bench.engine.submit(Request::Look { seq: 2, look: look("石桥", true) });
        (0..parts).for_each(|_| assert_eq!(bench.engine.step(100), []));
        bench.engine.submit(Request::Look { seq: 3, look: look("yuan", false) });
        bench.said.clear();
        bench.run();
        let [Response::Seen { seq: 3, answer }] = bench.said.as_slice() else { panic!("{:?}", bench.said) };
        // The page may have the ground already.
        let expected = Answer { ground: answer.ground.clone(), ..expected.clone() };
        assert_eq!(**answer, expected, "after {parts} parts");
        bench.look(|look| look.filter.query = "圆陀角".into());
    }
}

#[test]
fn a_look_of_no_numbers_is_dropped() {
    let mut bench = whole();
    for change in [
        (|look| look.from.lon = f64::NAN) as fn(&mut Look),
        |look| look.bounds.max_y = f64::INFINITY,
        |look| look.zoom = f64::NAN,
        |look| drop(look.filter.fields.insert("beds".into(), Constraint::Between(None, Some(f64::NAN)))),
    ] {
        let mut look = look_at_all();
        change(&mut look);
        bench.engine.submit(Request::Look { seq: 1, look: Box::new(look) });
        assert!(bench.engine.is_idle());
    }
}

#[test]
fn an_address_without_its_number_is_found_and_what_was_left_out_is_told() {
    let mut bench = whole();
    for (query, used, left_out) in [
        ("汇龙养老院88号（北门）", "汇龙养老院", "88号（北门）"),
        ("寿丰石桥999号", "寿丰石桥", "999号"),
        ("汇龙镇寿丰石桥12号3幢", "汇龙镇寿丰石桥", "12号3幢"),
    ] {
        let answer = bench.look(|look| look.filter.query = query.into());
        let expected = diming_protocol::Shorter { used: used.into(), left_out: left_out.into() };
        assert_eq!((answer.notes.shorter, answer.passed, answer.notes.is_near), (Some(expected), 1, false), "{query}");
        assert!(answer.rows[0].matched.is_some(), "{query}");
    }
    for query in ["寿丰石桥", "没有这座桥", "没有这座桥12号", ""] {
        assert_eq!(bench.look(|look| look.filter.query = query.into()).notes.shorter, None, "{query}");
    }
}

#[test]
fn what_is_met_with_a_slip_only_is_told() {
    let mut bench = whole();
    for (query, is_near) in
        [("shoufengshiqiao", false), ("shoufongshiqiao", true), ("寿丰", false), ("", false), ("汇龙镇寿丰石桥", false)]
    {
        let answer = bench.look(|look| look.filter.query = query.into());
        assert_eq!((answer.notes.is_near, answer.passed > 0), (is_near, true), "{query}");
    }
}
