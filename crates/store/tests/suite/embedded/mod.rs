//! The embedded store in its directory: locks, foreign and damaged data, full disks.

pub(crate) mod damage;
mod directory;
pub(crate) mod disk;
