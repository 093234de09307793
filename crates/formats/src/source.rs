//! A text with its name: parsed into values, and able to say where a field stands.

use jsonc_parser::ast;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::IssueCode;
use issue::Issue;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// TOML.
    Toml,
    /// JSON.
    Json,
    /// One JSON document a line.
    Ndjson,
}

impl Syntax {
    /// The syntax that a file name promises.
    pub fn of_file_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Toml => "TOML",
            Self::Json => "JSON",
            Self::Ndjson => "NDJSON",
        }
    }
}

/// A text with its name.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file, or what stands for it.
    pub name: Option<&'a str>,
    /// The text.
    pub text: &'a str,
    /// How it is written.
    pub syntax: Syntax,
    /// Lines before this text in the file.
    pub lines_before: usize,
}

impl<'a> Source<'a> {
    /// A text that came without a file.
    pub const fn text(text: &'a str, syntax: Syntax) -> Self {
        Self { name: None, text, syntax, lines_before: 0 }
    }

    /// A text from a file.
    pub const fn file(name: &'a str, text: &'a str, syntax: Syntax) -> Self {
        Self { name: Some(name), text, syntax, lines_before: 0 }
    }

    /// The lines of a text with one document a line, each as a source of its own; blank lines are
    /// passed over.
    pub fn lines(self) -> impl Iterator<Item = Self> {
        self.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(
            move |(at, line)| Self {
                text: line,
                syntax: Syntax::Json,
                lines_before: self.lines_before + at,
                ..self
            },
        )
    }

    /// Reads the text as values.
    ///
    /// What could be read comes back even where something is wrong, so that the rest can be
    /// checked too; `None` where nothing can be trusted.
    pub fn parse(&self) -> (Option<Value>, Vec<Issue>) {
        let (value, mut issues) = match self.syntax {
            Syntax::Toml => parse_toml(self),
            Syntax::Json | Syntax::Ndjson => parse_json(self),
        };
        for issue in &mut issues {
            issue.place.file = self.name.map(str::to_owned);
        }
        (value, issues)
    }

    /// Fills in file, line and column of issues that know only their field.
    pub fn locate(&self, issues: &mut [Issue]) {
        for issue in issues {
            issue.place.file = self.name.map(str::to_owned);
            if issue.place.line.is_none() {
                let found =
                    self.offset(&issue.place.field).map(|offset| self.line_and_column(offset));
                (issue.place.line, issue.place.column) = found.unzip();
            }
        }
    }

    /// Where the value at a JSON pointer begins; of a missing one, where its nearest parent does.
    fn offset(&self, pointer: &str) -> Option<usize> {
        let steps: Vec<String> = pointer.split('/').skip(1).map(unescape).collect();
        match self.syntax {
            Syntax::Toml => {
                let (table, _) = DeTable::parse_recoverable(self.text);
                Some(toml_offset(&table, &steps))
            }
            Syntax::Json | Syntax::Ndjson => {
                let parsed = jsonc_parser::parse_to_ast(
                    self.text,
                    &jsonc_parser::CollectOptions::default(),
                    &jsonc_parser::ParseOptions::default(),
                );
                Some(json_offset(&parsed.ok()?.value?, &steps))
            }
        }
    }

    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1 + self.lines_before;
        (line, before.get(line_start..).unwrap_or("").chars().count() + 1)
    }

    fn syntax_issue(&self, detail: &str, offset: Option<usize>) -> Issue {
        let mut issue = Issue::new(IssueCode::Syntax, "")
            .with("format", self.syntax.name())
            .with("detail", detail);
        (issue.place.line, issue.place.column) =
            offset.map(|offset| self.line_and_column(offset)).unzip();
        issue
    }
}

/// One step of a JSON pointer as it is written in the document.
fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// One step of a JSON pointer, escaped.
pub(crate) fn escape(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

fn parse_toml(source: &Source<'_>) -> (Option<Value>, Vec<Issue>) {
    let (table, errors) = DeTable::parse_recoverable(source.text);
    // A date that does not exist is found again, with its field, when the value is checked.
    let errors: Vec<_> =
        errors.into_iter().filter(|error| !error.message().starts_with("invalid date")).collect();
    let mild = |message: &str| {
        message == "duplicate key" || message.starts_with("string values must be quoted")
    };
    let trusted = errors.iter().all(|error| mild(error.message()));
    let issues: Vec<Issue> = errors
        .iter()
        .map(|error| source.syntax_issue(error.message(), error.span().map(|span| span.start)))
        .collect();
    let value = toml_table(source.text, table.get_ref());
    (trusted.then_some(value), issues)
}

fn toml_table(text: &str, table: &DeTable<'_>) -> Value {
    let entries = table.iter();
    Value::Object(
        entries.map(|(key, value)| (key.get_ref().to_string(), toml_value(text, value))).collect(),
    )
}

fn toml_value(text: &str, value: &Spanned<DeValue<'_>>) -> Value {
    let written = || text.get(value.span()).unwrap_or_default();
    match value.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Integer(number) => {
            let digits = number.as_str();
            i64::from_str_radix(digits, number.radix())
                .map_or_else(|_| Value::String(digits.to_owned()), Value::from)
        }
        DeValue::Float(number) => {
            number.as_str().parse::<f64>().map_or(Value::Null, |number| whole(number.into()))
        }
        DeValue::Datetime(_) => Value::String(written().to_owned()),
        DeValue::Array(values) => {
            Value::Array(values.iter().map(|value| toml_value(text, value)).collect())
        }
        DeValue::Table(table) => toml_table(text, table),
    }
}

fn toml_offset(table: &Spanned<DeTable<'_>>, steps: &[String]) -> usize {
    enum Here<'t, 's> {
        Table(&'t DeTable<'s>),
        Value(&'t DeValue<'s>),
    }
    let mut offset = table.span().start;
    let mut here = Here::Table(table.get_ref());
    for step in steps {
        let child = match here {
            Here::Table(table) | Here::Value(DeValue::Table(table)) => {
                let found = table.iter().find(|(key, _)| key.get_ref() == step.as_str());
                found.map(|(key, value)| (key.span().start, value))
            }
            Here::Value(DeValue::Array(values)) => {
                let found = step.parse().ok().and_then(|at: usize| values.get(at));
                found.map(|value| (value.span().start, value))
            }
            Here::Value(
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_),
            ) => None,
        };
        let Some((start, value)) = child else { break };
        offset = start;
        here = Here::Value(value.get_ref());
    }
    offset
}

fn parse_json(source: &Source<'_>) -> (Option<Value>, Vec<Issue>) {
    match serde_json::from_str::<Strict>(source.text) {
        Ok(Strict(value)) => (Some(value), Vec::new()),
        Err(error) => {
            let text = error.to_string();
            let detail = text.split(" at line ").next().unwrap_or(&text);
            let mut issue = source.syntax_issue(detail, None);
            issue.place.line = Some(error.line() + source.lines_before);
            issue.place.column = Some(error.column());
            (None, vec![issue])
        }
    }
}

fn json_offset(value: &ast::Value<'_>, steps: &[String]) -> usize {
    use jsonc_parser::common::Ranged as _;
    let mut here = value;
    let mut offset = value.range().start;
    for step in steps {
        let child = match here {
            ast::Value::Object(object) => {
                let found =
                    object.properties.iter().find(|property| property.name.as_str() == step);
                found.map(|property| (property.range.start, &property.value))
            }
            ast::Value::Array(array) => {
                let found = step.parse().ok().and_then(|at: usize| array.elements.get(at));
                found.map(|value| (value.range().start, value))
            }
            ast::Value::StringLit(_)
            | ast::Value::NumberLit(_)
            | ast::Value::BooleanLit(_)
            | ast::Value::NullKeyword(_) => None,
        };
        let Some((start, value)) = child else { break };
        offset = start;
        here = value;
    }
    offset
}

/// A number without a fraction is a whole number, however it is written.
fn whole(number: Value) -> Value {
    let Some(float) = number.as_f64().filter(|_| number.is_f64()) else { return number };
    // Beyond 2^53 a float no longer says which whole number was meant.
    let exact = float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0;
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "checked above")]
    if exact { Value::from(float as i64) } else { number }
}

/// A JSON value in which no key occurs twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(whole(number.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Strict(value)) = entries.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(de::Error::custom(format!("the key {key:?} occurs twice")));
            }
            let Strict(value) = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
