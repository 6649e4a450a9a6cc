use super::*;
use crate::draw_list::Face;
use diming_protocol::RecordState;
use diming_protocol::catalog::Sign;
use proptest::prelude::*;

/// Every wide character 13 px, every other 7.
fn measure(text: &str) -> f64 {
    text.chars().map(|c| if c >= '\u{2e80}' || c == '…' { 13.0 } else { 7.0 }).sum()
}

#[test]
fn names_break_where_a_reader_would() {
    let cases = [
        ("吕四港", "吕四港"),
        ("启东市第三人民医院", "启东市第三人民医院"),
        ("启东市汇龙镇社区综合养老服务中心", "启东市汇龙镇社区|综合养老服务中心"),
        ("汇龙镇综合养老服务中心（城北分部）", "汇龙镇综合养老服|务中心（城北分部）"),
        ("Huilong Town Elder Service Centre", "Huilong Town El…|Service Centre"),
        ("Pneumonoultramicroscopic", "Pneumonoultrami…|"),
        ("启东市吕四港镇天汾社区居家养老服务站以及助餐点", "启东市吕四港镇天…|居家养老服务站以…"),
    ];
    for (name, expected) in cases {
        let block = Block::of(name, Type::Sign, measure);
        assert_eq!(block.lines.join("|"), expected, "{name}");
        assert!(block.width_px <= LINE_MAX_PX && block.lines.len() <= 2);
    }
}

fn symbol(i: u32, x: f64, y: f64, rank: u32) -> SymbolItem {
    SymbolItem {
        id: FeatureId(i),
        at: World { x, y },
        radius_px: 11.0,
        face: Face::Sign { sign: Sign::Dot, layer: 0, state: RecordState::Current },
        selected: rank == 0,
        label: "如意村小塘沙村邦道".chars().take(2 + i as usize % 8).collect(),
        label_rank: rank,
    }
}

struct Even;

impl Fonts for Even {
    fn block(&mut self, name: &str, set_in: Type) -> Rc<Block> {
        Rc::new(Block::of(name, set_in, measure))
    }

    fn width_px(&mut self, text: &str, _: Type) -> f64 {
        measure(text)
    }
}

fn arrange(labels: &mut Labels, symbols: &[SymbolItem], names: &[GroundName], world_px: f64, fades: bool) {
    labels.arrange(symbols, names, world_px, Turn { fades, keeps: true }, &mut Even);
}

fn place_name(i: u32, x: f64, y: f64, rank: NameRank) -> GroundName {
    let label = "汇龙镇王鲍村小桥".chars().take(2 + i as usize % 6).collect();
    GroundName { id: Some(FeatureId(10_000 + i)), at: World { x, y }, along: Vec::new(), rank, label }
}

fn id(label: &Label) -> u32 {
    match label.of {
        Of::Sign(id) | Of::Name(id) => id.0,
        Of::Line(..) => u32::MAX,
    }
}

fn rects(labels: &Labels, world_px: f64) -> Vec<(u32, Rect)> {
    let rect = |l: &Label| {
        let (x, y) = (l.at.x * world_px + l.offset_px.0, l.at.y * world_px + l.offset_px.1);
        (id(l), Rect { x0: x, y0: y, x1: x + l.block.width_px, y1: y + l.block.height_px() })
    };
    labels.items.iter().filter(|l| !l.leaving).map(rect).collect()
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x0 < b.x1 - 0.01 && b.x0 < a.x1 - 0.01 && a.y0 < b.y1 - 0.01 && b.y0 < a.y1 - 0.01
}

proptest! {
    #[test]
    fn labels_overlap_no_label_and_no_symbol_and_keep_their_place(
        places in proptest::collection::vec((0.0..1.0f64, 0.0..1.0f64, 0u32..4), 1..150),
        written in proptest::collection::vec((0.0..1.0f64, 0.0..1.0f64, 0usize..5), 0..80),
    ) {
        let symbols: Vec<_> = places.iter().zip(0..).map(|(&(x, y, rank), i)| symbol(i, x, y, rank)).collect();
        let names: Vec<_> =
            written.iter().zip(0..).map(|(&(x, y, rank), i)| place_name(i, x, y, NameRank::ALL[rank])).collect();
        let mut labels = Labels::default();
        arrange(&mut labels, &symbols, &names, 900.0, false);
        // The name of what was chosen stands whatever lies beneath.
        let chosen: Vec<u32> = labels.items.iter().filter(|l| l.set_in == Type::Selected).map(id).collect();
        let placed: Vec<_> = rects(&labels, 900.0).into_iter().filter(|(id, _)| !chosen.contains(id)).collect();
        for (i, (_, a)) in placed.iter().enumerate() {
            prop_assert!(placed[..i].iter().all(|(_, b)| !overlap(a, b)));
            for s in &symbols {
                let (x, y, r) = (s.at.x * 900.0, s.at.y * 900.0, s.radius_px);
                let sign = Rect { x0: x - r, y0: y - r, x1: x + r, y1: y + r };
                prop_assert!(!overlap(a, &sign));
            }
        }
        let sides: Vec<_> = labels.items.iter().map(|l| (id(l), l.side)).collect();
        arrange(&mut labels, &symbols, &names, 900.0, true);
        let again: Vec<_> = labels.items.iter().map(|l| (id(l), l.side)).collect();
        prop_assert_eq!(sides, again);
    }
}

#[test]
fn the_least_important_goes_without_where_there_is_no_room() {
    // Five signs at one spot have four sides.
    for least in 0..5 {
        let symbols: Vec<_> = (0..5).map(|i| symbol(8 * i, 0.5, 0.5, if i == least { 3 } else { 2 })).collect();
        let mut labels = Labels::default();
        arrange(&mut labels, &symbols, &[], 1000.0, false);
        let mut ids: Vec<_> = labels.items.iter().map(|l| id(l) / 8).collect();
        ids.sort_unstable();
        assert_eq!(ids, (0..5).filter(|&i| i != least).collect::<Vec<_>>());
    }
}

#[test]
fn labels_fade_in_and_out() {
    let symbols = [symbol(1, 0.2, 0.2, 1), symbol(2, 0.8, 0.8, 1)];
    let mut labels = Labels::default();
    arrange(&mut labels, &symbols[..1], &[], 1000.0, false);
    assert!(!labels.fade(0.5));
    arrange(&mut labels, &symbols[1..], &[], 1000.0, true);
    let state = |labels: &Labels| labels.items.iter().map(|l| (id(l), l.alpha, l.leaving)).collect::<Vec<_>>();
    assert_eq!(state(&labels), [(2, 0.0, false), (1, 1.0, true)]);
    assert!(labels.fade(0.5));
    assert_eq!(state(&labels), [(2, 0.5, false), (1, 0.5, true)]);
    assert!(!labels.fade(0.5));
    assert_eq!(state(&labels), [(2, 1.0, false)]);
}

#[test]
fn towns_come_before_signs_and_the_rest_of_the_ground_behind() {
    let names = [place_name(0, 0.5, 0.5, NameRank::Village), place_name(1, 0.5, 0.5, NameRank::Town)];
    let symbols = [symbol(3, 0.52, 0.5, 2)];
    let mut labels = Labels::default();
    arrange(&mut labels, &symbols, &names, 1000.0, false);
    let order: Vec<_> = labels.items.iter().map(id).collect();
    assert_eq!(order[..2], [10_001, 3]);
    let sign_too = [SymbolItem { id: FeatureId(10_001), ..symbol(3, 0.5, 0.5, 2) }];
    arrange(&mut labels, &sign_too, &names, 1000.0, false);
    let town = labels.items.iter().filter(|label| id(label) == 10_001);
    assert_eq!(town.map(|label| label.of.clone()).collect::<Vec<_>>(), [Of::Sign(FeatureId(10_001))]);
}

#[test]
fn a_name_of_the_ground_is_met_where_it_is_written() {
    use crate::camera::Viewport;
    let viewport = Viewport { width_px: 256.0, height_px: 256.0, covered_px: 0.0 };
    let camera = Camera { center: World { x: 0.5, y: 0.5 }, zoom: 0.0, viewport };
    let mut labels = Labels::default();
    arrange(&mut labels, &[], &[place_name(1, 0.5, 0.5, NameRank::Town)], 256.0, false);
    let met = |x: f64, y: f64| labels.name_at(&camera, Px { x, y }).map(|(id, _)| id.0);
    assert_eq!((met(140.0, 128.0), met(140.0, 150.0)), (Some(10_001), None));
}

#[test]
fn a_new_picture_keeps_nothing_of_the_old_one() {
    // Beside a sign that has gone the name stood on the left.
    let (a, b) = (symbol(8, 0.5, 0.5, 1), symbol(3, 0.53, 0.5, 1));
    let mut labels = Labels::default();
    arrange(&mut labels, &[a.clone(), b], &[], 1000.0, false);
    assert_eq!(labels.items[0].side, Side::Left);
    arrange(&mut labels, std::slice::from_ref(&a), &[], 1000.0, false);
    assert_eq!(labels.items[0].side, Side::Left, "the map has moved");
    labels.arrange(&[a], &[], 1000.0, Turn::default(), &mut Even);
    assert_eq!(labels.items[0].side, Side::Right);
}
