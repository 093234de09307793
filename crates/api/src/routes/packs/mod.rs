//! The shipped sector packs and their roles.

mod papers;

pub(super) use papers::list_papers;

use actix_web::{get, web};
use formats::document::{PackDocument, ProfileDocument};
use matching_core::{Label, calendar::Date, id::ProfileId, model::Rung};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    State,
    http::{AsOf, Desk},
    problem::{Problem, ProblemCode},
};

/// The sector packs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Packs {
    /// The packs, sorted by identifier.
    packs: Vec<Pack>,
}

/// A sector pack with the titles of its roles.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Pack {
    /// What the roles have in common.
    pack: PackDocument,
    /// The roles, sorted by identifier.
    roles: Vec<RoleTitle>,
}

/// A role of a pack.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleTitle {
    /// Its identifier.
    id: ProfileId,
    /// The version.
    version: u32,
    /// What it is called.
    title: Label,
    /// The rung of the ladder.
    rung: Option<Rung>,
    /// The first day on which this version holds; null for always.
    valid_from: Option<Date>,
    /// The last day on which it holds; null for without end.
    valid_to: Option<Date>,
}

fn pack(pack: &knowledge::Pack) -> Pack {
    let roles = pack.roles.iter().map(|role| RoleTitle {
        id: role.document.id.clone(),
        version: role.document.version,
        title: role.document.title.clone(),
        rung: role.document.rung,
        valid_from: role.document.valid_from,
        valid_to: role.document.valid_to,
    });
    Pack { pack: pack.document.clone(), roles: roles.collect() }
}

/// Lists the sector packs.
#[utoipa::path(tag = "knowledge", responses((status = 200, description = "The packs.", body = Packs)))]
#[get("/packs")]
pub(crate) async fn list_packs(state: web::Data<State>) -> web::Json<Packs> {
    web::Json(Packs { packs: state.knowledge.packs().iter().map(pack).collect() })
}

/// Gives one sector pack.
#[utoipa::path(
    tag = "knowledge",
    params(("pack" = String, Path, description = "The identifier of the pack, such as `care`.")),
    responses(
        (status = 200, description = "The pack.", body = Pack),
    )
)]
#[get("/packs/{pack}")]
pub(crate) async fn get_pack(
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<web::Json<Pack>, Problem> {
    let mut packs = state.knowledge.packs().iter();
    let found = packs.find(|pack| pack.document.id == *id);
    found.map(|found| web::Json(pack(found))).ok_or_else(|| missing(&id))
}

/// Gives the requirement profile of one role: the version that holds on a day.
#[utoipa::path(
    tag = "knowledge",
    params(
        ("pack" = String, Path, description = "The identifier of the pack, such as `care`."),
        ("role" = String, Path, description = "The identifier of the role, such as `C11`."),
        AsOf,
    ),
    responses(
        (status = 200, description = "The role.", body = ProfileDocument),
    )
)]
#[get("/packs/{pack}/roles/{role}")]
pub(crate) async fn get_role(
    desk: Desk,
    path: web::Path<(String, String)>,
    when: web::Query<AsOf>,
) -> Result<web::Json<ProfileDocument>, Problem> {
    let (pack, role) = path.into_inner();
    let found = desk.state.knowledge.packs().iter().find(|known| known.document.id == pack);
    let as_of = when.day(&desk);
    let found = found
        .and_then(|pack| pack.roles_on(as_of).find(|known| known.document.id.as_str() == role));
    found.map(|found| web::Json(found.document.clone())).ok_or_else(|| {
        let detail = format!("there is no role {role:?} in {pack:?} that holds on {as_of}");
        Problem::new(ProblemCode::NotFound, detail)
    })
}

fn missing(id: &str) -> Problem {
    Problem::new(ProblemCode::NotFound, format!("there is no {id:?}"))
}
