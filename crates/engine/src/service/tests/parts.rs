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
    // Words (names, other texts, the rest, the end), bits, five facets and their end, box, list, clusters, answer.
    bench.engine.submit(Request::Look { seq: 1, look: look("qiao", true) });
    let steps = (1..100).find(|_| !bench.engine.step(100).is_empty());
    assert_eq!(steps, Some(4 + 1 + 6 + 3 + 1));
    let expected = whole().look(|l| *l = *look("yuan", false));
    assert_eq!(expected.passed, 4);
    for parts in 0..15 {
        bench.engine.submit(Request::Look { seq: 2, look: look("石桥", true) });
        (0..parts).for_each(|_| assert_eq!(bench.engine.step(100), []));
        bench.engine.submit(Request::Look { seq: 3, look: look("yuan", false) });
        bench.said.clear();
        bench.run();
        let [Response::Seen { seq: 3, answer }] = bench.said.as_slice() else { panic!("{:?}", bench.said) };
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
