//! Exporting people, and backups of everything while the service runs.

use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Desk, Reply},
    problem::{Problem, ProblemCode},
    records::Applicant,
};

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those of this office.
    #[param(max_length = 96)]
    office: Option<String>,
}

/// A backup.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BackupView {
    /// The file, below the data directory.
    file: String,
    /// The file with the groups of the audit store; keep it apart from the other.
    audit_file: String,
    /// How many versions of documents it holds.
    versions: u64,
    /// How many journal entries it holds.
    entries: u64,
}

/// Exports people as NDJSON, one a line, in the form in which they are imported.
#[utoipa::path(operation_id = "export_applicants", tag = "transfer", params(Which), responses((status = 200, description = "One person a line.", body = String, content_type = "application/x-ndjson")))]
#[get("/exports/applicants")]
pub(crate) async fn export_applicants(
    desk: Desk,
    which: web::Query<Which>,
) -> Result<HttpResponse, Problem> {
    let text = web::block(move || exported(&desk, which.office.as_deref())).await;
    let text = text.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))??;
    Ok(HttpResponse::Ok().content_type("application/x-ndjson").body(text))
}

fn exported(desk: &Desk, office: Option<&str>) -> Result<String, Problem> {
    let query = desk.query::<Applicant>();
    let query = match office {
        Some(office) => query.equal("office", office),
        None => query,
    };
    let people = desk.all::<Applicant>(&query)?;
    let codes: Vec<&str> = people.iter().map(|kept| kept.body.person.id.as_str()).collect();
    // So many in one entry: the details of an entry have a limit.
    let mut batch = desk.batch().journal(Entry::new("applicants_exported"));
    for codes in codes.chunks(500) {
        let details = json!({ "people": codes });
        batch = batch.journal(Entry::new("applicants_exported_part").details(details));
    }
    desk.commit(&batch)?;
    let mut text = String::new();
    for kept in &people {
        let line = serde_json::to_string(&kept.body.person)
            .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
        text += &line;
        text.push('\n');
    }
    Ok(text)
}

/// Writes a backup of everything into the data directory, while the service goes on: two files, which are
/// read back with `passgenau import` and `passgenau import --audit`.
#[utoipa::path(operation_id = "create_backup", tag = "transfer", responses((status = 201, description = "Written.", body = BackupView)))]
#[post("/backups")]
pub(crate) async fn create_backup(desk: Desk) -> Answer {
    desk.run(|desk| {
        let Some(folder) = &desk.state.config.data else {
            let detail = "everything is in memory; start with a data directory";
            return Err(Problem::new(ProblemCode::WrongState, detail));
        };
        let name = format!("passgenau-{}", desk.now.to_string().replace(':', ""));
        let (file, audit_file) =
            (format!("backups/{name}.ndjson"), format!("backups/{name}-audit.ndjson"));
        std::fs::create_dir_all(folder.join("backups")).map_err(|error| {
            tracing::error!(%error, "the folder for backups cannot be made");
            Problem::new(ProblemCode::Unavailable, "the backup cannot be written")
        })?;
        desk.commit(&desk.batch().journal(Entry::new("backup_written")))?;
        store::backup(&*desk.state.audit.store, &folder.join(&audit_file))?;
        let counts = store::backup(&*desk.state.store, &folder.join(&file))?;
        let (versions, entries) = (counts.versions, counts.entries);
        let view = BackupView { file, audit_file, versions, entries };
        Reply::created("/v1/backups".to_owned(), &view)
    })
    .await
}
