//! Checks values against a schema and reports everything that is wrong, in words of the trade.

mod asked;
mod telling;

pub(crate) use telling::suggest;

use asked::{is_null, is_nullable, may_be, type_maximum, type_of};
use issue::Issue;
use matching_core::calendar::Date;
use serde_json::{Map, Value};
use telling::wrong_type;

use crate::{IssueCode, schema::Schemas, source::escape};

/// Checks a value against the schema of that name.
pub(crate) fn check(schemas: &Schemas, name: &str, value: &Value) -> Vec<Issue> {
    let mut checker = Checker { schemas, issues: Vec::new() };
    if let Some(schema) = schemas.get(name) {
        checker.value(schema, value, "");
    }
    checker.issues
}

/// Whether a field of a line or fact takes a text; `known` holds at least its kind.
pub(crate) fn expects_text(
    schemas: &Schemas,
    name: &str,
    known: &Map<String, Value>,
    field: &str,
) -> bool {
    let Some(kind) = known.get("kind") else { return false };
    let variants = schemas.get(name).and_then(|schema| schema.get("oneOf")?.as_array());
    let variant = variants.into_iter().flatten().find(|variant| {
        variant.pointer("/properties/kind/enum/0").is_some_and(|name| name == kind)
    });
    let schema = variant.and_then(|variant| variant.get("properties")?.get(field));
    let Some(schema) = schema.map(|schema| schemas.resolve(schema)) else { return false };
    let choices = schema.get("oneOf").and_then(Value::as_array);
    let mut choices = choices.into_iter().flatten().map(|choice| schemas.resolve(choice));
    type_of(schema) == Some("string") || choices.any(|choice| type_of(choice) == Some("string"))
}

struct Checker<'a> {
    schemas: &'a Schemas,
    issues: Vec<Issue>,
}

impl<'a> Checker<'a> {
    fn value(&mut self, schema: &'a Value, value: &Value, at: &str) {
        let schema = self.schemas.resolve(schema);
        if let Some(variants) = schema.get("oneOf").and_then(Value::as_array) {
            return self.one_of(schema, variants, value, at);
        }
        if value.is_null() && is_nullable(schema) {
            return;
        }
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
            let allowed: Vec<&Value> = allowed.iter().collect();
            return self.word(schema, &allowed, value, at);
        }
        match type_of(schema) {
            Some("object") => self.object(schema, value, at),
            Some("array") => self.array(schema, value, at),
            Some("string") => self.text(schema, value, at),
            Some("integer") => self.integer(schema, value, at),
            Some("number") => self.number(schema, value, at),
            Some("boolean") if !value.is_boolean() => self.wrong_type(schema, value, at),
            Some(_) | None => {}
        }
    }

    fn one_of(&mut self, schema: &'a Value, variants: &'a [Value], value: &Value, at: &str) {
        if schema.get("discriminator").is_some() {
            return self.by_kind(variants, value, at);
        }
        let variants = self.alternatives(variants);
        let fitting: Vec<&'a Value> =
            variants.iter().copied().filter(|variant| may_be(variant, value)).collect();
        // Several words, each a schema of its own, are one list of words.
        let words: Vec<&'a Value> = fitting
            .iter()
            .filter_map(|variant| variant.get("enum").and_then(Value::as_array))
            .flatten()
            .collect();
        match fitting.first() {
            Some(first) if words.is_empty() => self.value(first, value, at),
            Some(first) => self.word(first, &words, value, at),
            None => {
                let named = variants.iter().find(|variant| !is_null(variant));
                self.wrong_type(named.copied().unwrap_or(schema), value, at);
            }
        }
    }

    /// The schemas behind a choice, choices inside it opened up.
    fn alternatives(&self, variants: &'a [Value]) -> Vec<&'a Value> {
        let mut all = Vec::new();
        for variant in variants {
            let variant = self.schemas.resolve(variant);
            match variant.get("oneOf").and_then(Value::as_array) {
                Some(inner) if variant.get("discriminator").is_none() => {
                    all.extend(self.alternatives(inner));
                }
                Some(_) | None => all.push(variant),
            }
        }
        all
    }

    /// A line or a fact: the word in `kind`, or the name of the group, tells which schema holds.
    fn by_kind(&mut self, variants: &'a [Value], value: &Value, at: &str) {
        let Some(object) = value.as_object() else {
            let expected = variants.first().unwrap_or(&Value::Null);
            return self.wrong_type(expected, value, at);
        };
        let groups = ["any_of", "all_of"];
        let has = |variant: &Value, field: &str| {
            variant.pointer("/properties").and_then(|fields| fields.get(field)).is_some()
        };
        let group = groups.iter().find(|group| object.contains_key(**group));
        if let Some(group) = group
            && let Some(variant) = variants.iter().find(|variant| has(variant, group))
        {
            return self.value(variant, value, at);
        }
        let name =
            |variant: &'a Value| variant.pointer("/properties/kind/enum/0").and_then(Value::as_str);
        let known: Vec<&str> = variants.iter().filter_map(name).collect();
        match object.get("kind") {
            None => self.issues.push(Issue::new(IssueCode::MissingKind, at)),
            Some(Value::String(kind)) => {
                if let Some(variant) = variants.iter().find(|variant| name(variant) == Some(kind)) {
                    self.value(variant, value, at);
                } else {
                    let issue = Issue::new(IssueCode::UnknownKind, format!("{at}/kind"));
                    self.issues.push(suggest(issue.with("found", kind), kind, &known));
                }
            }
            Some(other) => {
                let text = serde_json::json!({ "type": "string" });
                self.issues.push(wrong_type(&text, other, &format!("{at}/kind")));
            }
        }
    }

    fn word(&mut self, schema: &Value, allowed: &[&Value], value: &Value, at: &str) {
        let Some(word) = value.as_str() else { return self.wrong_type(schema, value, at) };
        let words: Vec<&str> = allowed.iter().filter_map(|word| word.as_str()).collect();
        if !words.contains(&word) {
            let issue = Issue::new(IssueCode::NotAllowed, at).with("found", word);
            self.issues.push(suggest(issue, word, &words));
        }
    }

    fn object(&mut self, schema: &'a Value, value: &Value, at: &str) {
        let Some(object) = value.as_object() else { return self.wrong_type(schema, value, at) };
        let empty = Map::new();
        let fields = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
        for required in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            let Some(name) = required.as_str() else { continue };
            if !object.contains_key(name) {
                let about = fields.get(name).map_or("", |field| self.about(field));
                let issue = Issue::new(IssueCode::MissingField, format!("{at}/{}", escape(name)));
                self.issues.push(issue.with("field", name).with("about", about));
            }
        }
        // The schema outlives the checker; only the borrowed default does not.
        let fields = schema.get("properties").and_then(Value::as_object);
        for (name, value) in object {
            let at = format!("{at}/{}", escape(name));
            match fields.and_then(|fields| fields.get(name)) {
                Some(field) => self.value(field, value, &at),
                None => self.extra(schema, name, value, &at),
            }
        }
    }

    /// A field that the schema does not name.
    fn extra(&mut self, schema: &'a Value, name: &str, value: &Value, at: &str) {
        match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => {
                let fields = schema.get("properties").and_then(Value::as_object);
                let known: Vec<&str> =
                    fields.into_iter().flat_map(Map::keys).map(String::as_str).collect();
                let issue = Issue::new(IssueCode::UnknownField, at).with("field", name);
                self.issues.push(suggest(issue, name, &known));
            }
            Some(values @ Value::Object(_)) => self.value(values, value, at),
            Some(_) | None => {}
        }
    }

    fn array(&mut self, schema: &'a Value, value: &Value, at: &str) {
        let Some(values) = value.as_array() else { return self.wrong_type(schema, value, at) };
        self.length(schema, ("minItems", "maxItems"), values.len(), at);
        if let Some(items) = schema.get("items") {
            for (index, value) in values.iter().enumerate() {
                self.value(items, value, &format!("{at}/{index}"));
            }
        }
    }

    fn text(&mut self, schema: &Value, value: &Value, at: &str) {
        let Some(text) = value.as_str() else { return self.wrong_type(schema, value, at) };
        self.length(schema, ("minLength", "maxLength"), text.chars().count(), at);
        if schema.get("format").and_then(Value::as_str) == Some("date")
            && text.parse::<Date>().is_err()
        {
            self.issues.push(Issue::new(IssueCode::NoSuchDate, at).with("found", text));
        }
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && !self.schemas.has_form(pattern, text)
        {
            let issue = Issue::new(IssueCode::WrongForm, at).with("found", text);
            let example = schema.get("examples").and_then(|list| list.get(0)?.as_str());
            self.issues.push(issue.with("expected", example.unwrap_or(pattern)));
        }
    }

    fn integer(&mut self, schema: &Value, value: &Value, at: &str) {
        if value.as_i64().is_none() && value.as_u64().is_none() {
            return self.wrong_type(schema, value, at);
        }
        self.range(schema, value, at);
    }

    fn number(&mut self, schema: &Value, value: &Value, at: &str) {
        if !value.is_number() {
            return self.wrong_type(schema, value, at);
        }
        self.range(schema, value, at);
    }

    fn range(&mut self, schema: &Value, value: &Value, at: &str) {
        let found = value.as_f64().unwrap_or_default();
        let limit = |name: &str| schema.get(name).and_then(Value::as_f64);
        let (low, high) = (limit("minimum"), limit("maximum").or_else(|| type_maximum(schema)));
        if low.is_some_and(|low| found < low) || high.is_some_and(|high| high < found) {
            let shown = |limit: Option<f64>| {
                limit.map_or_else(|| "…".to_owned(), |limit| limit.to_string())
            };
            self.issues.push(
                Issue::new(IssueCode::OutOfRange, at)
                    .with("found", value)
                    .with("low", shown(low))
                    .with("high", shown(high)),
            );
        }
    }

    fn length(&mut self, schema: &Value, (low, high): (&str, &str), found: usize, at: &str) {
        let limit = |name: &str| {
            let limit = schema.get(name).and_then(Value::as_u64);
            limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX))
        };
        let (low, high) = (limit(low).unwrap_or(0), limit(high).unwrap_or(usize::MAX));
        if found < low || high < found {
            let high = if high == usize::MAX { "…".to_owned() } else { high.to_string() };
            let issue = Issue::new(IssueCode::WrongLength, at).with("found", found);
            self.issues.push(issue.with("low", low).with("high", high));
        }
    }

    fn wrong_type(&mut self, schema: &Value, value: &Value, at: &str) {
        self.issues.push(wrong_type(schema, value, at));
    }

    fn about(&self, field: &'a Value) -> &'a str {
        let own = field.get("description").and_then(Value::as_str);
        own.or_else(|| self.schemas.resolve(field).get("description").and_then(Value::as_str))
            .unwrap_or("")
    }
}
