//! Which column of one list is which of the other: by role, else by heading.

use crate::Roles;
use diming_engine::delimited::names::variants;
use std::collections::{HashMap, VecDeque};

/// The columns of two lists: those of the list before in their order, then those that only the list after has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    all: Vec<Column>,
}

/// A column of one list or of both; at least one of the two is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its index in the list before.
    pub before: Option<usize>,
    /// Its index in the list after.
    pub after: Option<usize>,
}

impl Column {
    /// Both indexes, where both lists have it.
    pub fn both(self) -> Option<(usize, usize)> {
        Some((self.before?, self.after?))
    }
}

/// The columns of all roles, always in the same order.
pub(super) fn columns_of_roles(roles: &Roles) -> [Option<usize>; 9] {
    let Roles { id, name, kind, town, village, address, phone, lon, lat } = *roles;
    [id, name, kind, town, village, address, phone, lon, lat]
}

impl Columns {
    /// Finds for each column its counterpart: the one of the same role, else the one with the same heading, else the
    /// one whose heading is the same without unit and remarks in brackets. Of headings that repeat, the first is the
    /// first's.
    pub fn of(before: (&[String], &Roles), after: (&[String], &Roles)) -> Columns {
        let mut partners: Vec<Option<usize>> = vec![None; before.0.len()];
        let mut is_taken = vec![false; after.0.len()];
        let mut pair = |b: usize, a: usize| {
            if let (Some(partner @ None), Some(taken @ false)) = (partners.get_mut(b), is_taken.get_mut(a)) {
                (*partner, *taken) = (Some(a), true);
            }
        };
        let roles = columns_of_roles(before.1).into_iter().zip(columns_of_roles(after.1));
        roles.filter_map(|(b, a)| b.zip(a)).for_each(|(b, a)| pair(b, a));
        for reading in [first_reading, last_reading] {
            let mut open: HashMap<String, VecDeque<usize>> = HashMap::new();
            for (a, heading) in after.0.iter().enumerate().filter(|(a, _)| !is_taken[*a]) {
                open.entry(reading(heading)).or_default().push_back(a);
            }
            for (b, heading) in before.0.iter().enumerate() {
                if partners[b].is_none()
                    && let Some(a) = open.get_mut(&reading(heading)).and_then(VecDeque::pop_front)
                {
                    partners[b] = Some(a);
                    is_taken[a] = true;
                }
            }
        }
        let own = partners.into_iter().enumerate().map(|(b, after)| Column { before: Some(b), after });
        let new = (0..after.0.len()).filter(|&a| !is_taken[a]).map(|a| Column { before: None, after: Some(a) });
        Columns { all: own.chain(new).collect() }
    }

    /// All columns.
    pub fn all(&self) -> &[Column] {
        &self.all
    }

    /// The columns that both lists have, as indexes before and after.
    pub fn shared(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.all.iter().filter_map(|column| column.both())
    }
}

fn first_reading(heading: &str) -> String {
    variants(heading).into_iter().next().unwrap_or_default()
}

fn last_reading(heading: &str) -> String {
    variants(heading).pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    #[track_caller]
    fn check(before: &str, after: &str, expected: &[(Option<usize>, Option<usize>)]) {
        let key = |heading: &str| match heading {
            "编号" | "ID" => Some("id".to_owned()),
            _ => None,
        };
        let (before, after) = (headings(before), headings(after));
        let columns = Columns::of((&before, &Roles::of(&before, key)), (&after, &Roles::of(&after, key)));
        assert_eq!(columns.all().iter().map(|c| (c.before, c.after)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn columns_are_found_by_role_and_by_heading() {
        check("编号|名称", "名 称|ID", &[(Some(0), Some(1)), (Some(1), Some(0))]);
        check("床位数（张）|备注", "备注|床位数", &[(Some(0), Some(1)), (Some(1), Some(0))]);
        check("甲|乙", "乙|丙", &[(Some(0), None), (Some(1), Some(0)), (None, Some(1))]);
        check(
            "备注|备注|",
            "备注||备注|备注",
            &[(Some(0), Some(0)), (Some(1), Some(2)), (Some(2), Some(1)), (None, Some(3))],
        );
    }
}
