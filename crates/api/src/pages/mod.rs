//! The pages for people who follow a link: the first account, and the accounts of those invited.
//!
//! The secret stands in the fragment of the link, which no browser sends; the page sends it in the
//! body of `POST /v1/invitations/acceptance`, as any other client does.

use actix_web::{HttpResponse, Responder, web};

/// Where the pages are; they are open and tell nothing about anybody.
pub(crate) const OPEN: [&str; 3] = ["/setup", "/invitation", "/invitation.js"];

/// Adds the pages.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    let [setup, invitation, script] = OPEN;
    config
        .route(setup, web::get().to(page))
        .route(invitation, web::get().to(page))
        .route(script, web::get().to(behaviour));
}

async fn page() -> impl Responder {
    let page = include_str!("invitation.html");
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page)
}

async fn behaviour() -> impl Responder {
    let script = include_str!("invitation.js");
    HttpResponse::Ok().content_type("text/javascript; charset=utf-8").body(script)
}
