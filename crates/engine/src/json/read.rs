//! Deserializes a small JSON file to any type that derives `Deserialize`.
//!
//! The first error ends reading and names its path in the file. A duplicate key is an error: other readers would
//! silently keep the last one.

use super::scan::{self, DEPTH_MAX, Members, Stop, Tag, Token, members, skip_space, unescape};
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use std::borrow::Cow;
use std::fmt;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Path in the file, e.g. `layers[2].style.color`; empty for the whole file.
    pub path: String,
    /// The error, in English.
    pub reason: String,
}

/// Deserializes a whole file.
///
/// # Errors
/// The bytes are not UTF-8, not JSON, nested deeper than [`DEPTH_MAX`], or do not match the type.
pub fn from_bytes<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Fault> {
    T::deserialize(root(bytes)?)
}

/// The value of a whole file; its members are not looked at yet.
pub(crate) fn root(bytes: &[u8]) -> Result<Node<'_>, Fault> {
    let start = skip_space(bytes, 0);
    let (token, end) = scan::value(bytes, start, DEPTH_MAX).map_err(|stop| match stop {
        Stop::More => Fault::of(format!("the text stops in the middle, after byte {}", bytes.len())),
        Stop::Broken(at) => Fault::of(format!("not JSON, at byte {at} {}", line_and_column(bytes, at))),
    })?;
    let rest = skip_space(bytes, end);
    if rest < bytes.len() {
        return Err(Fault::of(format!("more text behind the end, at byte {rest} {}", line_and_column(bytes, rest))));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Fault::of(format!("not UTF-8, after byte {}", error.valid_up_to())))?;
    Ok(Node { text, token })
}

/// A position as editors show it: line and column in characters, both from 1.
fn line_and_column(bytes: &[u8], at: usize) -> String {
    let before = &bytes[..at.min(bytes.len())];
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
    format!("(line {line}, column {column})")
}

impl Fault {
    pub(crate) fn of(reason: impl fmt::Display) -> Fault {
        Fault { path: String::new(), reason: reason.to_string() }
    }

    /// The same fault, seen from one level further out.
    pub(crate) fn below(mut self, step: &str) -> Fault {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{step}{joint}{}", self.path);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.reason),
            path => write!(f, "{path}: {}", self.reason),
        }
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(reason: T) -> Fault {
        Fault::of(reason)
    }
}

/// A value in the text, from which any type that derives `Deserialize` is read.
#[derive(Clone, Copy)]
pub struct Node<'de> {
    text: &'de str,
    token: Token,
}

impl<'de> Node<'de> {
    fn string(self) -> Cow<'de, str> {
        let raw = self.text.get(self.token.start..self.token.end).unwrap_or_default();
        if self.token.tag != Tag::Escaped {
            return Cow::Borrowed(raw);
        }
        let mut text = String::new();
        // Half a surrogate pair becomes U+FFFD, which is visible in the result.
        unescape(raw, &mut text);
        Cow::Owned(text)
    }

    /// A type error. Not generic, to avoid a copy per type.
    #[inline(never)]
    fn refuse(self, wanted: &dyn Expected) -> Fault {
        let text = self.string();
        let found = match self.token.tag {
            Tag::Absent | Tag::Null => Unexpected::Unit,
            Tag::True => Unexpected::Bool(true),
            Tag::False => Unexpected::Bool(false),
            Tag::Number if self.token.number.fract() == 0.0 => Unexpected::Signed(self.token.number as i64),
            Tag::Number => Unexpected::Float(self.token.number),
            Tag::Text | Tag::Escaped => Unexpected::Str(&text),
            Tag::Array => Unexpected::Seq,
            Tag::Object => Unexpected::Map,
            Tag::Deep => return Fault::of(format!("nested deeper than {DEPTH_MAX} levels")),
            Tag::Odd => return Fault::of(format!("`{text}` is no JSON")),
        };
        de::Error::invalid_type(found, wanted)
    }

    fn list(self) -> List<'de> {
        List { node: self, members: self.members(), next: 0 }
    }

    /// Its members, where it is an object.
    pub(crate) fn object(self, wanted: &dyn Expected) -> Result<Object<'de>, Fault> {
        match self.token.tag {
            Tag::Object => Ok(Object { node: self, members: self.members(), keys: Vec::new(), value: self }),
            _ => Err(self.refuse(wanted)),
        }
    }

    fn visit_text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match (self.token.tag, self.string()) {
            (Tag::Text | Tag::Escaped, Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            (Tag::Text | Tag::Escaped, Cow::Owned(text)) => visitor.visit_str(&text),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn visit_list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.token.tag == Tag::Array { visitor.visit_seq(self.list()) } else { Err(self.refuse(&visitor)) }
    }

    fn visit_object<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let object = self.object(&visitor)?;
        visitor.visit_map(object)
    }

    fn visit_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.token.tag != Tag::Number {
            return Err(self.refuse(&visitor));
        }
        let number = self.token.number;
        let whole = number.fract() == 0.0 && number.abs() <= (1_u64 << 53) as f64;
        match whole {
            true if number < 0.0 => visitor.visit_i64(number as i64),
            true => visitor.visit_u64(number as u64),
            false => visitor.visit_f64(number),
        }
    }
}

macro_rules! deserialize_by {
    ($($visit:ident: $($method:ident)+;)+) => {
        $($(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            self.$visit(visitor)
        })+)+
    };
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.token.tag {
            Tag::Absent | Tag::Null => visitor.visit_unit(),
            Tag::True => visitor.visit_bool(true),
            Tag::False => visitor.visit_bool(false),
            Tag::Number => self.visit_number(visitor),
            Tag::Text | Tag::Escaped => match self.string() {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            Tag::Array => visitor.visit_seq(self.list()),
            Tag::Object => self.visit_object(visitor),
            Tag::Deep | Tag::Odd => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.token.tag {
            Tag::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.token.tag {
            Tag::Text | Tag::Escaped => word(&self.string()).deserialize_enum(name, variants, visitor),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.token.tag {
            Tag::True => visitor.visit_bool(true),
            Tag::False => visitor.visit_bool(false),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.visit_object(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.visit_list(visitor)
    }

    // Each type calls what it expects, and only that is compiled: `deserialize_any` would generate code for every kind
    // of value per type, which was a fifth of the engine's WebAssembly.
    deserialize_by! {
        visit_text: deserialize_str deserialize_string deserialize_char deserialize_identifier;
        visit_list: deserialize_seq;
        visit_object: deserialize_map;
        visit_number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
            deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64;
    }

    serde::forward_to_deserialize_any! { bytes byte_buf unit unit_struct tuple_struct ignored_any }
}

/// A word of the file, to be read as one that a type knows.
pub(crate) fn word(text: &str) -> StrDeserializer<'_, Fault> {
    text.into_deserializer()
}

impl<'de> Node<'de> {
    fn members(self) -> Members<'de> {
        members(self.text.as_bytes(), self.token)
    }
}

/// The members of an array.
struct List<'de> {
    node: Node<'de>,
    members: Members<'de>,
    next: usize,
}

impl<'de> SeqAccess<'de> for List<'de> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some((_, token)) = self.members.next() else { return Ok(None) };
        let place = self.next;
        self.next += 1;
        let value = seed.deserialize(Node { token, ..self.node });
        value.map(Some).map_err(|fault| fault.below(&format!("[{place}]")))
    }
}

/// The members of an object.
pub(crate) struct Object<'de> {
    node: Node<'de>,
    members: Members<'de>,
    keys: Vec<Cow<'de, str>>,
    value: Node<'de>,
}

impl<'de> Object<'de> {
    /// The value of the key that was read last.
    pub(crate) fn value(&self) -> Node<'de> {
        self.value
    }
}

impl<'de> MapAccess<'de> for Object<'de> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some((key, token)) = self.members.next() else { return Ok(None) };
        let key = Node { token: key, ..self.node }.string();
        self.value = Node { token, ..self.node };
        if self.keys.contains(&key) {
            return Err(Fault::of(format!("`{key}` is there twice")).below(&key));
        }
        let read = seed.deserialize(word(&key)).map_err(|fault| fault.below(&key))?;
        self.keys.push(key);
        Ok(Some(read))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let key = self.keys.last().map(Cow::as_ref).unwrap_or_default();
        seed.deserialize(self.value).map_err(|fault| fault.below(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Colour {
        Red,
        Teal,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        name: String,
        #[serde(default)]
        sizes: Vec<u8>,
        #[serde(default)]
        shift: Option<f64>,
        #[serde(default)]
        colours: BTreeMap<String, Colour>,
    }

    fn check_fault(text: &str, path: &str, reason: &str) {
        let fault = from_bytes::<Thing>(text.as_bytes()).unwrap_err();
        assert_eq!(fault.path, path, "{text}: {}", fault.reason);
        assert!(fault.reason.contains(reason), "{text}: {:?} lacks {reason:?}", fault.reason);
    }

    #[test]
    fn values_of_all_kinds() {
        let text = r#" {"name": "吕四\u6e2f\n", "sizes": [1, 2.0, 3e1], "shift": -4, "colours": {"a": "teal"}} "#;
        let colours = BTreeMap::from([("a".to_owned(), Colour::Teal)]);
        let thing = Thing { name: "吕四港\n".to_owned(), sizes: vec![1, 2, 30], shift: Some(-4.0), colours };
        assert_eq!(from_bytes::<Thing>(text.as_bytes()), Ok(thing));
        let bare = Thing { name: String::new(), sizes: vec![], shift: None, colours: BTreeMap::new() };
        assert_eq!(from_bytes::<Thing>(br#"{"name":"","shift":null}"#), Ok(bare));
    }

    #[test]
    fn a_fault_names_path_and_reason() {
        check_fault(r#"{"name": 7}"#, "name", "expected a string");
        check_fault(r#"{"sizes": []}"#, "", "missing field `name`");
        check_fault(r#"{"name": "", "size": 1}"#, "size", "unknown field");
        check_fault(r#"{"name": "", "sizes": [1, 256]}"#, "sizes[1]", "256");
        check_fault(r#"{"name": "", "sizes": [1, [2]]}"#, "sizes[1]", "sequence");
        check_fault(r#"{"name": "", "colours": {"a": "red", "b c": "blue"}}"#, "colours.b c", "unknown variant");
        check_fault(r#"{"name": "", "colours": {"a": "red", "\u0061": "red"}}"#, "colours.a", "twice");
        check_fault(r#"{"name": "", "name": ""}"#, "name", "twice");
        check_fault(&format!(r#"{{"name": {}{}}}"#, "[".repeat(70), "]".repeat(70)), "", "deeper than 64");
        check_fault("[]", "", "expected struct Thing");
        check_fault(r#"{"name": "", "shift": NaN}"#, "shift", "`NaN` is no JSON");
        check_fault(r#"{"name": "", "shift": "#, "", "after byte");
    }

    #[test]
    fn what_is_no_json_is_told_by_place() {
        check_fault("", "", "after byte 0");
        check_fault("{\"name\": \"吕", "", "after byte 13");
        check_fault("{\n \"name\": \"吕\" x}", "", "at byte 17 (line 2, column 14)");
        check_fault("{} 1", "", "behind the end, at byte 3 (line 1, column 4)");
        let fault = from_bytes::<Thing>(b"{\"name\": \"\xff\"}").unwrap_err();
        assert_eq!(fault.reason, "not UTF-8, after byte 10");
    }
}
