//! THE TABLE of what is kept.

use store::{Kinds, StoreError};

use super::{account, applicant, attendance, course, day, job, office, profile};

/// The kinds of documents that the service keeps.
///
/// # Errors
/// Never, unless two kinds have one name.
pub fn kinds() -> Result<Kinds, StoreError> {
    Kinds::new([
        account::ORGANISATION,
        account::USER,
        account::SESSION,
        account::API_KEY,
        account::INVITATION,
        applicant::APPLICANT,
        applicant::CONTACT,
        profile::PROFILE,
        profile::PUBLISHED,
        office::DECISION,
        office::CONSENT,
        office::DISCLOSURE,
        job::JOB,
        day::INTERVIEW_DAY,
        day::PLAN,
        attendance::ATTENDANCE,
        course::COURSE,
    ])
}
