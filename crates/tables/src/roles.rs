//! What the columns of a list are for the desk: which one names a record, places it, and so on.

/// Columns by role, as indexes into the headings; `None` where the list has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Its id in the office's register.
    pub id: Option<usize>,
    /// Its name.
    pub name: Option<usize>,
    /// What kind of place or facility it is.
    pub kind: Option<usize>,
    /// The town (乡镇, 街道) it is in.
    pub town: Option<usize>,
    /// The village or community it is in.
    pub village: Option<usize>,
    /// Its address.
    pub address: Option<usize>,
    /// Its telephones.
    pub phone: Option<usize>,
    /// Its longitude, in degrees (WGS 84).
    pub lon: Option<usize>,
    /// Its latitude, in degrees (WGS 84).
    pub lat: Option<usize>,
}

impl Roles {
    /// Roles by the keys of the common fields: `id`, `name`, `kind`, `town`, `village`, `address`, `phone`, `lon`, `lat`.
    ///
    /// `key` gives the key that a heading stands for. Of two columns with one key the first counts.
    pub fn of(headings: &[String], key: impl Fn(&str) -> Option<String>) -> Roles {
        let mut roles = Roles::default();
        for (at, heading) in headings.iter().enumerate() {
            let role = match key(heading).as_deref() {
                Some("id") => &mut roles.id,
                Some("name") => &mut roles.name,
                Some("kind") => &mut roles.kind,
                Some("town") => &mut roles.town,
                Some("village") => &mut roles.village,
                Some("address") => &mut roles.address,
                Some("phone") => &mut roles.phone,
                Some("lon") => &mut roles.lon,
                Some("lat") => &mut roles.lat,
                _ => continue,
            };
            role.get_or_insert(at);
        }
        roles
    }
}
