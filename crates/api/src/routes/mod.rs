//! THE TABLE of resources. One file each: parameters, handler, answer.

mod concepts;
mod health;
mod kinds;
mod matches;
mod packs;

use utoipa_actix_web::service_config::ServiceConfig;

/// Everything under `/v1`.
pub(crate) fn resources(config: &mut ServiceConfig<'_>) {
    config
        .service(matches::create_matches)
        .service(packs::list_packs)
        .service(packs::get_pack)
        .service(packs::get_role)
        .service(kinds::list_kinds)
        .service(concepts::list_concepts);
}

/// Everything beside it.
pub(crate) fn health(config: &mut ServiceConfig<'_>) {
    config.service(health::live).service(health::ready);
}
