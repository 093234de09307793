//! One document of any type, checked against its schema: the body of a request.

use issue::{Issue, any_error};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::{
    IssueCode,
    schema::Schemas,
    shape,
    source::{Source, escape},
};

/// Most characters of a wrong value that a message repeats.
const REPEATED: usize = 60;

/// Reads a text as a document of the type whose schema has that name.
///
/// # Errors
/// Reports everything that is wrong with it.
pub fn body<T: DeserializeOwned>(
    source: Source<'_>,
    schemas: &Schemas,
    name: &str,
) -> Result<T, Vec<Issue>> {
    let (value, mut issues) = source.parse();
    let Some(value) = value else { return Err(issues) };
    issues.extend(shape::check(schemas, name, &value));
    if !any_error(&issues) {
        match serde_path_to_error::deserialize(&value) {
            Ok(document) => return Ok(document),
            // What no schema can say, and the type refuses all the same.
            Err(error) => {
                let at = pointer(error.path());
                let found = value.pointer(&at).map(Value::to_string).unwrap_or_default();
                let found: String = found.trim_matches('"').chars().take(REPEATED).collect();
                let issue = Issue::new(IssueCode::WrongForm, at).with("found", found);
                issues.push(issue.with("expected", error.into_inner()));
            }
        }
    }
    source.locate(&mut issues);
    Err(issues)
}

/// A place in a document, as a JSON pointer.
fn pointer(path: &Path) -> String {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escape(key)),
        // The name of a variant is no step of its own in what is written.
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use utoipa::ToSchema;

    use super::body;
    use crate::{
        IssueCode,
        schema::Schemas,
        source::{Source, Syntax},
    };

    #[derive(Debug, Deserialize, ToSchema)]
    struct Outer {
        #[expect(dead_code, reason = "only read")]
        rows: Vec<Row>,
    }

    #[derive(Debug, Deserialize, ToSchema)]
    struct Row {
        #[expect(dead_code, reason = "only read")]
        #[schema(value_type = u64)]
        small: u8,
    }

    #[test]
    fn what_only_the_type_refuses_is_named_with_its_place() {
        let text = "{\"rows\": [{\"small\": 1},\n {\"small\": 300}]}";
        let source = Source::text(text, Syntax::Json);
        let schemas = Schemas::of::<Outer>();
        let issues = body::<Outer>(source, &schemas, &Outer::name()).unwrap_err();
        let [issue] = &issues[..] else { panic!("{issues:?}") };
        assert_eq!(issue.code, IssueCode::WrongForm);
        assert_eq!((issue.place.field.as_str(), issue.place.line), ("/rows/1/small", Some(2)));
    }
}
