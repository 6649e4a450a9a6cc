//! Names found in use, on signs, portals, listings: which are standard, which are not (Art. 4 ¶3, 36–38).

use super::Review;
use super::collide::{Other, Subject};
use super::lexicon::units_of;
use diming_review_protocol::finding::{Class, Status, Usage, Used};

impl Review {
    /// What the register says of a name found in use. Names of all types count.
    pub fn usage(&self, name: &str) -> Used {
        let (register, han) = (&self.register, &self.tables.han);
        let trimmed = name.trim();
        let used = |usage: Usage, row: Option<usize>, class: Option<Class>| Used {
            name: trimmed.to_owned(),
            usage,
            id: row.map_or_else(String::new, |row| register.id(row).to_owned()),
            standard: row.map_or_else(String::new, |row| register.name(row).to_owned()),
            class,
            feature: row.and_then(|row| register.feature(row)),
        };
        let units = units_of(trimmed, han);
        if units.is_empty() {
            return used(Usage::Unknown, None, None);
        }
        let of = |status: Status| register.named(&units).find(|&row| register.status(row) == status);
        if let Some(row) = of(Status::Current) {
            let spelled = register.named(&units).find(|&row| register.name(row).trim() == trimmed);
            return match spelled.unwrap_or(row) {
                row if spelled.is_none() => used(Usage::NonStandard, Some(row), Some(Class::D1)),
                row if register.is_protected(row) => used(Usage::Protected, Some(row), None),
                row => used(Usage::Standard, Some(row), None),
            };
        }
        if let Some(row) = of(Status::Former) {
            return used(Usage::Former, Some(row), None);
        }
        if let Some(row) = of(Status::Cancelled) {
            return used(Usage::Cancelled, Some(row), None);
        }
        match self.nearest_form(trimmed) {
            Some((row, class)) => used(Usage::NonStandard, Some(row), Some(class)),
            None => used(Usage::Unknown, None, None),
        }
    }

    /// The registered name in use that a text most likely stands for.
    fn nearest_form(&self, name: &str) -> Option<(usize, Class)> {
        let (register, han) = (&self.register, &self.tables.han);
        let divided = self.lexicon.divide(name, han);
        let subject = Subject::new(divided, &self.profile, &self.lexicon, &self.tables.alike, han);
        let mut scratch = Vec::new();
        let rows = register.resembling(&subject);
        let current = rows.into_iter().filter(|&row| register.status(row) == Status::Current);
        let classes = current.filter_map(|row| {
            let divided = register.divided(row);
            let other = Other { units: register.units_of(row), specific: divided.0, family: divided.1 };
            let class = subject.class(other, han, &mut scratch)?;
            matches!(class, Class::D2 | Class::H1 | Class::S1).then_some((row, class))
        });
        classes.min_by_key(|&(row, class)| (class, row))
    }
}
