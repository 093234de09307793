//! Fills an empty engine from an export and checks every line on the way.

mod documents;

use std::io::BufRead;

use crate::{
    engine::{Engine, Writes},
    error::StoreError,
    journal::{Anchor, Hash, Sealed, canonical},
    keyed::{prepare, start},
    kind::Kinds,
    layout::{
        chunks, keys,
        records::{self, FORMAT, Identity, Remembered, Tail},
    },
    limits::{SETTING, check_name, json_within},
    measure::Measured,
    name::Named,
    report::Counts,
    schema::Schema,
    transfer::{
        DocumentRecord, FORMAT_VERSION, Footer, Header, Line, Reader, Record, SettingRecord,
    },
};
use documents::Documents;

/// What an engine was filled with.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) identity: Identity,
    pub(super) tail: Tail,
    pub(super) counts: Counts,
}

/// Fills an empty engine; when this fails, the engine is of no use.
///
/// # Errors
/// [`StoreError::ImportRefused`], [`StoreError::SchemaNewer`], and what the engine says.
pub(super) fn load(
    input: &mut dyn BufRead,
    engine: &dyn Engine,
    (kinds, schema): (&Kinds, &Schema),
) -> Result<Loaded, StoreError> {
    let mut reader = Reader::new(input);
    let header = header(&reader.next()?, schema)?;
    let mut load = Load {
        engine,
        kinds,
        schema,
        found: header.schema,
        last: header.change,
        stage: 0,
        counts: Counts::default(),
        writes: Writes::default(),
        documents: Documents::default(),
        setting: None,
        journal: Anchor::EMPTY,
        response: None,
    };
    loop {
        let line = reader.next()?;
        if line.sort() == "footer" {
            let footer: Footer = line.record()?;
            reader.end(&footer)?;
            return load.end(&line, header);
        }
        load.line(&line)?;
    }
}

fn header(line: &Line, schema: &Schema) -> Result<Header, StoreError> {
    if line.sort() != "header" {
        return Err(line.refused("this is no export of Passgenau: the header is missing"));
    }
    let header: Header = line.record()?;
    if header.format != FORMAT || header.format_version != FORMAT_VERSION {
        let found = format!("{} {}", header.format, header.format_version);
        return Err(line.refused(format!("the format is {found}, not {FORMAT} {FORMAT_VERSION}")));
    }
    if header.schema > schema.version {
        return Err(StoreError::SchemaNewer { found: header.schema, supported: schema.version });
    }
    if !schema.reaches_from(header.schema) {
        return Err(line.refused(format!("nothing leads from schema {} to ours", header.schema)));
    }
    check_name(Named::Store, &header.store).map_err(|error| line.refused(error))?;
    Ok(header)
}

/// An engine half filled.
struct Load<'a> {
    engine: &'a dyn Engine,
    kinds: &'a Kinds,
    schema: &'a Schema,
    /// The schema of the export.
    found: u32,
    /// The last change of the export.
    last: u64,
    /// Which sort of line has been reached: they come in a fixed order.
    stage: usize,
    counts: Counts,
    writes: Writes,
    documents: Documents,
    setting: Option<String>,
    journal: Anchor,
    response: Option<(String, u64)>,
}

/// Sorts of lines in their order; the two sorts about documents are mixed.
const STAGES: &[&[&str]] = &[&["setting"], &["document", "purged"], &["entry"], &["response"]];

impl Load<'_> {
    fn line(&mut self, line: &Line) -> Result<(), StoreError> {
        let sort = line.sort();
        let stage = STAGES.iter().position(|sorts| sorts.contains(&sort));
        let stage = stage.ok_or_else(|| line.refused(format!("unknown sort of line {sort:?}")))?;
        if stage < self.stage {
            return Err(line.refused(format!("a line of the sort {sort:?} out of order")));
        }
        self.stage = stage;
        let done = match sort {
            "setting" => self.setting(line),
            "document" => self.document(line),
            "purged" => self.purged(line),
            "entry" => self.entry(line),
            _ => self.response(line),
        };
        done.map_err(|error| in_line(line, error))?;
        self.write(1_000)
    }

    fn setting(&mut self, line: &Line) -> Result<(), StoreError> {
        let record: SettingRecord = line.record()?;
        if self.setting.as_ref().is_some_and(|former| *former >= record.name) {
            return Err(line.refused("settings are not in order"));
        }
        self.setting = Some(record.name.clone());
        self.counts.settings += 1;
        let Record::Setting(record) = self.upgraded(line, Record::Setting(record))? else {
            return Err(line.refused("a step made something else of a setting"));
        };
        check_name(Named::Setting, &record.name)?;
        let text = json_within(Measured::Setting, &record.value, SETTING)?;
        self.writes.put(keys::setting(&record.name), text.into_bytes());
        Ok(())
    }

    fn document(&mut self, line: &Line) -> Result<(), StoreError> {
        let record: DocumentRecord = line.record()?;
        self.counts.versions += 1;
        self.known_change(line, record.change)?;
        let followed = self.documents.follow(&record);
        followed.map_err(|why| line.refused(why))?;
        let Record::Document(record) = self.upgraded(line, Record::Document(record))? else {
            return Err(line.refused("a step made something else of a document"));
        };
        self.documents.add(self.kinds, &mut self.writes, record)
    }

    fn purged(&mut self, line: &Line) -> Result<(), StoreError> {
        self.counts.purged += 1;
        let record = line.record()?;
        let followed = self.documents.follow_purged(&record);
        followed.map_err(|why| line.refused(why))?;
        self.documents.add_purged(self.kinds, &mut self.writes, &record)
    }

    fn entry(&mut self, line: &Line) -> Result<(), StoreError> {
        self.documents.finish(self.kinds, &mut self.writes)?;
        let (value, hash) = line.entry()?;
        let Anchor { seq, hash: previous } = self.journal;
        if Hash::chained(previous, &canonical(&value)) != hash {
            return Err(line.refused("the chain of the journal is broken: the hash differs"));
        }
        let sealed: Sealed = serde_json::from_value(value).map_err(|e| line.refused(e))?;
        if sealed.seq != seq + 1 {
            return Err(line.refused(format!("journal entry {} follows {seq}", sealed.seq)));
        }
        if prepare::write_entry(&mut self.writes, previous, &sealed)? != hash {
            return Err(line.refused("the journal entry is not written in the way it is hashed"));
        }
        self.journal = Anchor { seq: sealed.seq, hash };
        self.counts.entries += 1;
        Ok(())
    }

    fn response(&mut self, line: &Line) -> Result<(), StoreError> {
        let record: Remembered = line.record()?;
        self.known_change(line, record.change)?;
        let place = (record.response.key.clone(), record.change);
        if self.response.as_ref().is_some_and(|former| *former >= place) {
            return Err(line.refused("responses are not in order"));
        }
        self.response = Some(place);
        self.counts.responses += 1;
        let Record::Response(record) = self.upgraded(line, Record::Response(record))? else {
            return Err(line.refused("a step made something else of a response"));
        };
        check_name(Named::Key, &record.response.key)?;
        check_name(Named::RequestHash, &record.response.request)?;
        let base = keys::response(&record.response.key, record.change);
        chunks::put(&mut self.writes, &base, records::json(&record)?.as_bytes())
    }

    fn upgraded(&self, line: &Line, record: Record) -> Result<Record, StoreError> {
        self.schema.upgraded(self.found, record).map_err(|why| line.refused(why))
    }

    fn known_change(&self, line: &Line, change: u64) -> Result<(), StoreError> {
        if (1..=self.last).contains(&change) {
            return Ok(());
        }
        Err(line.refused(format!("change {change} of {}", self.last)))
    }

    /// Writes what has come together, once it is at least so much.
    fn write(&mut self, least: usize) -> Result<(), StoreError> {
        if self.writes.len() < least {
            return Ok(());
        }
        self.engine.apply(&std::mem::take(&mut self.writes))
    }

    fn end(mut self, line: &Line, header: Header) -> Result<Loaded, StoreError> {
        self.documents
            .finish(self.kinds, &mut self.writes)
            .map_err(|error| in_line(line, error))?;
        if self.counts != header.counts {
            let (said, found) = (header.counts, self.counts);
            return Err(line.refused(format!("the header says {said:?}, found were {found:?}")));
        }
        if self.journal != header.journal {
            return Err(line.refused("the journal does not end as the header says"));
        }
        let identity = Identity {
            format: FORMAT.to_owned(),
            schema: self.schema.version,
            store: header.store,
        };
        let tail = Tail { change: header.change, journal: header.journal };
        start::found(&mut self.writes, self.kinds, &identity, tail)?;
        self.write(1)?;
        self.engine.flush()?;
        self.engine.sync()?;
        Ok(Loaded { identity, tail, counts: header.counts })
    }
}

/// Names the line in which something cannot be stored; other errors stay as they are.
fn in_line(line: &Line, error: StoreError) -> StoreError {
    let unstorable = matches!(
        error,
        StoreError::UnknownKind { .. }
            | StoreError::UnknownIndex { .. }
            | StoreError::InvalidName { .. }
            | StoreError::TooLarge { .. }
    );
    if unstorable { line.refused(error) } else { error }
}
