//! Members of the catalog that are workspaces' own: the host says how each is read.

use crate::json::read::{Fault, Node, Object, root, word};
use diming_protocol::catalog::Catalog;
use diming_protocol::{Problem, WorkspaceId};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::marker::PhantomData;

/// A member of the catalog that sets a workspace.
#[derive(Clone, Copy)]
pub struct PlanMember {
    /// The workspace.
    pub id: WorkspaceId,
    /// Key of the member.
    pub key: &'static str,
    /// The print of what it holds and of how it is read ([`super::print_with`]).
    pub print: u64,
    /// Reads its value: the body that the workspace finds in the catalog; `None` for what means that it is left out.
    pub read: fn(Node<'_>) -> Result<Option<Vec<u8>>, Fault>,
    /// Checks it in a catalog that is good otherwise; one without it is good.
    pub check: fn(&Catalog) -> Result<(), Problem>,
}

/// Reads a catalog with these members of workspaces. A key of nobody is a fault.
pub(super) fn read(bytes: &[u8], members: &[PlanMember]) -> Result<Catalog, Fault> {
    let mut plans = Vec::new();
    let mut catalog = Catalog::deserialize(File { node: root(bytes)?, members, plans: &mut plans })?;
    catalog.plans = plans;
    Ok(catalog)
}

/// The catalog's file, from which [`Catalog`] is given its own members.
struct File<'a, 'de> {
    node: Node<'de>,
    members: &'a [PlanMember],
    plans: &'a mut Vec<(WorkspaceId, Vec<u8>)>,
}

impl<'de> Deserializer<'de> for File<'_, 'de> {
    type Error = Fault;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        own: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let object = self.node.object(&visitor)?;
        visitor.visit_map(OwnMembers { object, own, file: self })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.node.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The members of the catalog itself; those of workspaces are read on the way.
struct OwnMembers<'a, 'de> {
    object: Object<'de>,
    own: &'static [&'static str],
    file: File<'a, 'de>,
}

impl<'de> OwnMembers<'_, 'de> {
    /// Reads the value of a key as a workspace's; `false` where it is no workspace's.
    fn take_plan(&mut self, key: &str) -> Result<bool, Fault> {
        let Some(member) = self.file.members.iter().find(|member| member.key == key) else { return Ok(false) };
        let body = (member.read)(self.object.value()).map_err(|fault| fault.below(key))?;
        self.file.plans.extend(body.map(|body| (member.id, body)));
        Ok(true)
    }

    fn unknown(&self, key: &str) -> Fault {
        let known = self.own.iter().copied().chain(self.file.members.iter().map(|member| member.key));
        let known = known.map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        Fault::of(format!("unknown field `{key}`, expected one of {known}")).below(key)
    }
}

impl<'de> MapAccess<'de> for OwnMembers<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        while let Some(key) = self.object.next_key_seed(PhantomData::<String>)? {
            if self.own.contains(&key.as_str()) {
                return seed.deserialize(word(&key)).map(Some);
            }
            if !self.take_plan(&key)? {
                return Err(self.unknown(&key));
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        self.object.next_value_seed(seed)
    }
}
