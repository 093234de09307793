//! What every request can reach.

use std::{io, sync::Arc};

use knowledge::Knowledge;
use matching_core::calendar::Date;
use store::{Limits, Options, Store, StoreError, Timestamp, open_memory, open_sled};

use crate::{
    Config,
    audit::AuditStore,
    jobs::Jobs,
    live::Live,
    metrics::Metrics,
    records,
    resolvers::Resolvers,
    secret::{NoRandom, Pepper},
    throttle::Throttle,
};

/// Seconds over which failed attempts to sign in are counted.
const FAILED_WITHIN: u32 = 600;

/// What every request can reach.
#[derive(Debug)]
pub struct State {
    /// Vocabulary, packs, rules and the engine.
    pub knowledge: Knowledge,
    /// The fingerprint of the knowledge; stands in every result.
    pub fingerprint: String,
    /// Settings and limits.
    pub config: Config,
    /// What time is it? A parameter, so that tests can stop the clock.
    pub clock: fn() -> Timestamp,
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    #[cfg(feature = "oidc")]
    pub(crate) provider: Option<crate::oidc::Provider>,
    pub(crate) audit: AuditStore,
    pub(crate) pepper: Pepper,
    pub(crate) requests: Throttle,
    pub(crate) failures: Throttle,
    pub(crate) live: Live,
    pub(crate) resolvers: Resolvers,
    pub(crate) jobs: Jobs,
    pub(crate) metrics: Metrics,
}

/// Why the service cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The data directory cannot be used.
    #[error("{path}: {cause}")]
    Directory {
        /// The directory or file.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// A provider of accounts is set up that nobody can ask.
    #[error("signing in with a provider of accounts: {0}")]
    Provider(String),
    /// There are no random numbers.
    #[error(transparent)]
    Random(#[from] NoRandom),
}

impl State {
    /// Opens the store and puts everything together.
    ///
    /// # Errors
    /// Fails if the data directory cannot be used, with a cause that tells what to do.
    pub fn open(
        knowledge: Knowledge,
        config: Config,
        clock: fn() -> Timestamp,
    ) -> Result<Self, StartError> {
        let (store, pepper) = match &config.data {
            None => (open_memory(records::kinds()?, options())?, Pepper::drawn()?),
            Some(folder) => {
                let store = open_store(folder)?;
                let path = folder.join("secret");
                let failed =
                    |cause| StartError::Directory { path: path.display().to_string(), cause };
                (store, Pepper::in_file(&path).map_err(failed)?)
            }
        };
        #[cfg(not(feature = "oidc"))]
        if config.oidc.is_some() {
            let why = "this program was built without the feature oidc";
            return Err(StartError::Provider(why.to_owned()));
        }
        #[cfg(feature = "oidc")]
        let provider = config.oidc.clone().map(crate::oidc::Provider::new).transpose();
        Ok(Self {
            #[cfg(feature = "oidc")]
            provider: provider.map_err(|error| StartError::Provider(error.to_string()))?,
            fingerprint: knowledge.fingerprint(),
            requests: Throttle::new(config.requests_per_minute, 60),
            failures: Throttle::new(config.failed_sign_ins, FAILED_WITHIN),
            live: Live::default(),
            resolvers: Resolvers::default(),
            jobs: Jobs::default(),
            metrics: Metrics::default(),
            audit: AuditStore::open(config.data.as_deref(), pepper.clone())?,
            knowledge,
            config,
            clock,
            store,
            pepper,
        })
    }

    /// What day it is, by Coordinated Universal Time.
    pub(crate) fn today(&self) -> Date {
        day_of((self.clock)())
    }
}

/// The day of an instant, by Coordinated Universal Time.
pub(crate) fn day_of(instant: Timestamp) -> Date {
    let days = instant.as_micros().div_euclid(86_400 * 1_000_000);
    let days = i32::try_from(days).unwrap_or(0);
    Date::new(1970, 1, 1).unwrap_or(Date::MIN).plus_days(days)
}

/// Opens the store in a data directory, and makes both if they are missing.
///
/// # Errors
/// Fails if another process uses it, or it cannot be read or made.
pub fn open_store(folder: &std::path::Path) -> Result<Arc<dyn Store>, StartError> {
    std::fs::create_dir_all(folder)
        .map_err(|cause| StartError::Directory { path: folder.display().to_string(), cause })?;
    Ok(open_sled(&folder.join("store"), records::kinds()?, options())?)
}

/// How much the store takes: a plan of a day of a thousand people is one document.
fn options() -> Options {
    let limits = Limits { body: 16 << 20, response: 16 << 20, ..Limits::default() };
    Options { limits, ..Options::default() }
}
