//! Reads the files of a collection: tables and lines of JSON, packed or not.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead as _, BufReader, Read},
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;
use serde_json::Value;

use crate::Failure;

/// The file of that name, packed or not.
pub(crate) fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    [format!("{name}.gz"), name.to_owned()]
        .into_iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_file())
}

/// The lines of a file that must be there.
pub(crate) fn lines(folder: &Path, name: &str) -> Result<Vec<String>, Failure> {
    let path = find(folder, name)
        .ok_or_else(|| format!("{}: neither {name}.gz nor {name} is there", folder.display()))?;
    let file = File::open(&path)?;
    let reader: Box<dyn Read> = if path.extension().is_some_and(|end| end == "gz") {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let lines = BufReader::new(reader)
        .lines()
        .filter(|line| line.as_ref().map_or(true, |line| !line.trim().is_empty()));
    lines.collect::<Result<_, _>>().map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The objects of a file with one JSON object a line.
pub(crate) fn objects(folder: &Path, name: &str) -> Result<Vec<Value>, Failure> {
    let parsed = lines(folder, name)?.into_iter().enumerate().map(|(number, line)| {
        serde_json::from_str(&line).map_err(|error| format!("{name}, line {}: {error}", number + 1))
    });
    Ok(parsed.collect::<Result<_, String>>()?)
}

/// The text of a field.
pub(crate) fn text(object: &Value, field: &str) -> Result<String, Failure> {
    let found = object.get(field).and_then(Value::as_str);
    Ok(found.ok_or_else(|| format!("no text “{field}” in {object}"))?.to_owned())
}

/// The grades of relevant documents by query; empty where the folder has no judgements.
pub(crate) fn judgements(
    folder: &Path,
    split: &str,
) -> Result<BTreeMap<String, Vec<(String, u32)>>, Failure> {
    let mut judged: BTreeMap<String, Vec<(String, u32)>> = BTreeMap::new();
    let name = format!("qrels_{split}.tsv");
    if find(folder, &name).is_none() {
        return Ok(judged);
    }
    for line in lines(folder, &name)? {
        let mut fields = line.split('\t');
        let (Some(query), Some(document), Some(grade)) =
            (fields.next(), fields.next(), fields.next().and_then(|grade| grade.parse().ok()))
        else {
            return Err(format!("{name}: “{line}” is not query, document, grade").into());
        };
        judged.entry(query.to_owned()).or_default().push((document.to_owned(), grade));
    }
    Ok(judged)
}
