//! The conventions of HTTP that all routes share.

mod address;
mod as_of;
mod content;
mod desk;
mod page;
mod reply;

pub(crate) use address::segment;
pub(crate) use as_of::AsOf;
pub(crate) use content::{Body, Content, body, language};
pub(crate) use desk::{Answer, Desk, stored};
pub(crate) use page::{Listing, PageParameters, page_of};
pub(crate) use reply::Reply;
