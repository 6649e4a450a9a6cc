use super::*;
use diming_protocol::geo::{LonLat, mercator::world_from_lonlat};
use diming_protocol::symbol::radius_px;
use proptest::prelude::*;

/// Points as people's facilities lie: some towns, some countryside, some at one spot.
fn places() -> impl Strategy<Value = Vec<World>> {
    let town = (121.4..121.9f64, 31.7..32.1f64, 0.0..0.05f64);
    let towns = proptest::collection::vec(town, 1..6);
    let offsets =
        proptest::collection::vec((any::<prop::sample::Index>(), -1.0..1.0f64, -1.0..1.0f64, any::<bool>()), 0..400);
    (towns, offsets).prop_map(|(towns, offsets)| {
        let at = |(town, dx, dy, spot): (prop::sample::Index, f64, f64, bool)| {
            let (lon, lat, spread) = towns[town.index(towns.len())];
            // A third of the way to a lattice puts several points on one spot.
            let (dx, dy) = if spot { ((dx * 3.0).round() / 3.0, (dy * 3.0).round() / 3.0) } else { (dx, dy) };
            world_from_lonlat(LonLat { lon: lon + dx * spread, lat: lat + dy * spread })
        };
        offsets.into_iter().map(at).collect()
    })
}

fn set_of(places: &[World]) -> PointSet {
    PointSet::build(places.iter().enumerate().map(|(doc, &at)| (doc as u32, at)))
}

fn some(len: usize, seed: u32) -> Bits {
    Bits::from_fn(len, |i| seed == 0 || (i as u32).wrapping_mul(2_654_435_761) >> 8 & 3 != seed & 3)
}

/// The least distance of two symbols over the sum of their radii, at the scale of the zoom step.
fn closest(clusters: &Clusters, zoom_step: u8) -> f64 {
    let px = mercator::world_px(f64::from(zoom_step));
    let all = clusters.all();
    let mut least = f64::INFINITY;
    for (i, a) in all.iter().enumerate() {
        for b in &all[..i] {
            let distance = ((a.at.x - b.at.x) * px).hypot((a.at.y - b.at.y) * px);
            least = least.min(distance / (radius_px(a.count) + radius_px(b.count)));
        }
    }
    least
}

/// The clusters of a window are those of the whole whose centre lies in it, with the same members.
fn check_window(points: &PointSet, passes: &Bits, window: &Window) {
    let sorted = |clusters: &Clusters, keep: &dyn Fn(&Cluster) -> bool| {
        let kept = clusters.all().iter().filter(|c| keep(c));
        let mut all: Vec<_> =
            kept.map(|c| (c.first, c.at, clusters.members(c, points, passes).collect::<Vec<_>>())).collect();
        all.sort_unstable_by_key(|c| c.0);
        all
    };
    let whole = Clusters::build(points, passes, window.zoom_step);
    let part = Clusters::build_in(points, passes, window);
    assert_eq!(sorted(&part, &|_| true), sorted(&whole, &|c| window.contains(c.at)));
}

proptest! {
    #[test]
    fn every_passing_point_is_in_exactly_one_cluster(places in places(), step in 0u8..20, seed in 0u32..4) {
        let (points, passes) = (set_of(&places), some(places.len(), seed));
        let clusters = Clusters::build(&points, &passes, step);
        let mut members = Vec::new();
        for cluster in clusters.all() {
            let own: Vec<_> = clusters.members(cluster, &points, &passes).collect();
            prop_assert_eq!(own.len(), cluster.count as usize);
            prop_assert_eq!(own[0], cluster.first);
            prop_assert_eq!(clusters.named(cluster.first), Some(cluster));
            let mix = clusters.mix(cluster, &points, &passes, |doc| (doc % 3) as u8);
            prop_assert_eq!(mix.iter().map(|m| m.1).sum::<u32>(), cluster.count);
            prop_assert!(mix.is_sorted_by_key(|m| std::cmp::Reverse(m.1)));
            members.extend(own);
        }
        members.sort_unstable();
        prop_assert_eq!(members, passes.iter().map(|doc| doc as u32).collect::<Vec<_>>());
    }

    #[test]
    fn a_window_holds_the_clusters_of_the_whole_that_stand_in_it(
        places in places(), step in 0u8..20, seed in 0u32..4, centre in any::<prop::sample::Index>(), size_px in 0.0..900.0f64,
    ) {
        prop_assume!(!places.is_empty());
        let (points, passes) = (set_of(&places), some(places.len(), seed));
        let (at, reach) = (places[centre.index(places.len())], size_px / mercator::world_px(f64::from(step)));
        let bounds = WorldBounds { min_x: at.x - reach, min_y: at.y - reach, max_x: at.x + reach, max_y: at.y + reach };
        check_window(&points, &passes, &Window::over(bounds, step));
        check_window(&points, &passes, &Window::about(at, step));
    }

    #[test]
    fn symbols_never_overlap_at_their_own_scale(places in places(), step in 0u8..20, seed in 0u32..4) {
        let clusters = Clusters::build(&set_of(&places), &some(places.len(), seed), step);
        prop_assert!(closest(&clusters, step) >= 0.999, "{}", closest(&clusters, step));
    }

    #[test]
    fn a_cluster_stands_at_the_centre_of_its_members(places in places(), step in 0u8..20) {
        let (points, passes) = (set_of(&places), some(places.len(), 0));
        let clusters = Clusters::build(&points, &passes, step);
        for cluster in clusters.all() {
            let own: Vec<_> = clusters.members(cluster, &points, &passes).map(|doc| places[doc as usize]).collect();
            let mean = |axis: fn(&World) -> f64| own.iter().map(axis).sum::<f64>() / own.len() as f64;
            prop_assert!((mean(|w| w.x) - cluster.at.x).abs() < 1e-9 && (mean(|w| w.y) - cluster.at.y).abs() < 1e-9);
        }
    }

    #[test]
    fn the_order_in_which_points_come_leaves_no_trace(places in places(), step in 0u8..20) {
        let back: Vec<World> = places.iter().rev().copied().collect();
        let shape = |places: &[World]| {
            let clusters = Clusters::build(&set_of(places), &some(places.len(), 0), step);
            let mut all: Vec<_> = clusters.all().iter().map(|c| (c.at.x.to_bits(), c.at.y.to_bits(), c.count)).collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(shape(&places), shape(&back));
    }

    #[test]
    fn a_cluster_that_says_where_it_parts_parts_there_and_not_before(places in places(), step in 0u8..18) {
        let (points, passes) = (set_of(&places), some(places.len(), 0));
        let clusters = Clusters::build(&points, &passes, step);
        for cluster in clusters.all().iter().filter(|c| c.count > 1) {
            let own = Bits::from_fn(places.len(), |i| {
                clusters.members(cluster, &points, &passes).any(|doc| doc as usize == i)
            });
            let alone = |step| Clusters::build(&points, &own, step).all().len();
            let parts = parts_at(&points, clusters.members(cluster, &points, &passes), step, 18);
            for later in step + 1..parts.unwrap_or(19) {
                prop_assert_eq!(alone(later), 1);
            }
            prop_assert!(parts.is_none_or(|parts| parts > step && alone(parts) > 1));
        }
    }
}

#[test]
fn points_far_apart_stand_alone_and_points_at_one_spot_never_part() {
    let at = |lon, lat| world_from_lonlat(LonLat { lon, lat });
    let places = [at(121.5, 31.8), at(121.5, 31.8), at(121.9, 32.1)];
    let (points, passes) = (set_of(&places), Bits::full(3));
    let clusters = Clusters::build(&points, &passes, 12);
    let mut counts: Vec<_> = clusters.all().iter().map(|c| c.count).collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 2]);
    assert_eq!(parts_at(&points, [0, 1].into_iter(), 12, 18), None);
    let together = parts_at(&points, [0, 1, 2].into_iter(), 0, 18);
    assert!(together.is_some_and(|step| (4..8).contains(&step)), "{together:?}");
}

#[test]
fn even_fields_do_not_make_a_grid() {
    // Ten thousand points on a square of 1024 px: the centres' offsets within any lattice of cells
    // must be spread, or the discs would stand in rows and columns.
    let step = 10;
    let px = mercator::world_px(f64::from(step));
    let places = field(10_000, 1024.0, step);
    let clusters = Clusters::build(&set_of(&places), &Bits::full(places.len()), step);
    assert!(clusters.all().len() > 200, "{}", clusters.all().len());
    for pitch_px in (8..64).map(f64::from) {
        // Rayleigh's test: the mean of unit vectors at the phase of each centre; near 1 on a lattice.
        let phase = |v: f64| std::f64::consts::TAU * (v * px / pitch_px).fract();
        let (c, s) =
            clusters.all().iter().map(|k| phase(k.at.x).sin_cos()).fold((0.0, 0.0), |m, (s, c)| (m.0 + c, m.1 + s));
        let order = f64::hypot(c, s) / clusters.all().len() as f64;
        assert!(order < 0.3, "centres line up at a pitch of {pitch_px} px: {order}");
    }
}

/// Points evenly spread over a square of so many pixels.
fn field(len: usize, side_px: f64, step: u8) -> Vec<World> {
    let px = mercator::world_px(f64::from(step));
    let mut seed = 1u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / (1u64 << 31) as f64
    };
    (0..len).map(|_| World { x: 0.8 + random() * side_px / px, y: 0.4 + random() * side_px / px }).collect()
}

#[test]
fn windows_of_a_field_without_a_gap_fit_together() {
    // Every point is within reach of another, so that what happens far away could be felt here.
    let step = 10;
    let px = mercator::world_px(f64::from(step));
    for pitch_px in [4.0f64, 8.0, 12.0, 16.0, 20.0, 24.0] {
        let side_px = 2_000.0;
        let places = field((side_px / pitch_px).powi(2) as usize, side_px, step);
        let (points, passes) = (set_of(&places), some(places.len(), 1));
        for (x, y) in [(500.0, 700.0), (1_000.0, 1_000.0), (1_900.0, 30.0)] {
            let (x, y, reach) = (0.8 + x / px, 0.4 + y / px, 100.0 / px);
            let bounds = WorldBounds { min_x: x - reach, min_y: y - reach, max_x: x + reach, max_y: y + reach };
            check_window(&points, &passes, &Window::over(bounds, step));
        }
    }
}
