//! THE TABLE: every route, who may use it, which scope a key needs, whether people are read.
//!
//! The guard lets nobody through to a route that does not stand here, and a test compares the table
//! with the OpenAPI document, so that no route can be forgotten.

use crate::role::{Role, Roles};

/// A method of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::upper_case_acronyms, reason = "methods are written like this")]
pub enum Method {
    /// Reads.
    GET,
    /// Makes something new, or lets something happen.
    POST,
    /// Replaces.
    PUT,
    /// Removes.
    DELETE,
}

impl Method {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GET => "GET",
            Self::POST => "POST",
            Self::PUT => "PUT",
            Self::DELETE => "DELETE",
        }
    }

    /// Whether it leaves everything as it is.
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::GET)
    }
}

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever reaches the service.
    Anybody,
    /// People of these roles, and keys of these roles with the scope.
    Roles(Roles),
    /// People of these roles, signed in themselves: no key.
    People(Roles),
}

/// What a route tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Nothing about people looked for work.
    Things,
    /// Something about single people: every answer stands in the journal.
    People,
}

/// A route and who may use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The method.
    pub method: Method,
    /// The path with its parameters in braces.
    pub path: &'static str,
    /// The scope that a key needs.
    pub scope: &'static str,
    /// Who may use it.
    pub who: Who,
    /// What it tells.
    pub tells: Tells,
}

impl Rule {
    /// The rule for a route.
    pub fn of(method: &str, path: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.path == path && rule.method.name() == method)
    }

    /// Whether somebody of a role may use the route.
    pub const fn admits(&self, role: Role) -> bool {
        match self.who {
            Who::Anybody => true,
            Who::Roles(roles) | Who::People(roles) => roles.contains(role),
        }
    }
}

use Role::{Administrator, Auditor, CaseManager, Companion, Employer, Organiser, Placement};

const fn roles(roles: &[Role]) -> Who {
    Who::Roles(Roles::of(roles))
}

const fn people(roles: &[Role]) -> Who {
    Who::People(Roles::of(roles))
}

/// Whoever is signed in.
const ALL: Who = roles(&Role::ALL);
/// Whoever is signed in, themselves.
const SELF: Who = people(&Role::ALL);
const ADMIN: Who = people(&[Administrator]);
const OPERATION: Who = roles(&[Administrator]);
const RECORDS: Who = roles(&[Administrator, Auditor]);
/// Those who work with people's profiles.
const CASEWORK: Who = roles(&[Placement, CaseManager]);
const OFFICE: Who = roles(&[Placement, CaseManager, Organiser]);
/// The office, and companions as far as a person consents.
const NEAR: Who = roles(&[Placement, CaseManager, Organiser, Companion]);
/// The office, and employers as far as a person was disclosed to them.
const MATCHING: Who = roles(&[Placement, CaseManager, Organiser, Employer]);
const PLACES: Who = roles(&[Placement, Organiser, Employer]);
/// Those who reflect: numbers that point at nobody.
const REFLECTING: Who = roles(&[Placement, CaseManager, Organiser, Auditor]);
/// Those who compare groups; they cannot choose whom.
const AUDITING: Who = roles(&[Auditor]);
/// Those who plan application days.
const DAYS: Who = roles(&[Placement, Organiser]);
const CONSENTS: Who = roles(&[Placement, CaseManager, Companion]);

macro_rules! rules {
    ($($method:ident $path:literal $scope:literal $who:ident $tells:ident;)*) => {
        /// Every route and who may use it.
        pub const RULES: &[Rule] = &[$(Rule {
            method: Method::$method,
            path: $path,
            scope: $scope,
            who: $who,
            tells: Tells::$tells,
        }),*];
    };
}

const ANYBODY: Who = Who::Anybody;

rules! {
    GET    "/health/live"                                     ""                          ANYBODY   Things;
    GET    "/health/ready"                                    ""                          ANYBODY   Things;
    GET    "/metrics"                                         "metrics:read"              OPERATION Things;

    POST   "/v1/session"                                      ""                          ANYBODY   Things;
    GET    "/v1/session"                                      ""                          ALL       Things;
    DELETE "/v1/session"                                      ""                          SELF      Things;
    GET    "/v1/session/oidc"                                 ""                          ANYBODY   Things;
    GET    "/v1/session/oidc/callback"                        ""                          ANYBODY   Things;
    PUT    "/v1/session/password"                             ""                          SELF      Things;
    POST   "/v1/invitations/acceptance"                       ""                          ANYBODY   Things;

    GET    "/v1/organisations"                                "organisations:read"        ADMIN     Things;
    POST   "/v1/organisations"                                "organisations:write"       ADMIN     Things;
    GET    "/v1/users"                                        "users:read"                ADMIN     Things;
    POST   "/v1/users"                                        "users:write"               ADMIN     Things;
    GET    "/v1/users/{login}"                                "users:read"                ADMIN     Things;
    PUT    "/v1/users/{login}"                                "users:write"               ADMIN     Things;
    POST   "/v1/users/{login}/invitations"                    "users:write"               ADMIN     Things;
    GET    "/v1/api-keys"                                     "api-keys:read"             ADMIN     Things;
    POST   "/v1/api-keys"                                     "api-keys:write"            ADMIN     Things;
    GET    "/v1/api-keys/{id}"                                "api-keys:read"             ADMIN     Things;
    DELETE "/v1/api-keys/{id}"                                "api-keys:write"            ADMIN     Things;

    GET    "/v1/packs"                                        "knowledge:read"            ALL       Things;
    GET    "/v1/packs/{pack}"                                 "knowledge:read"            ALL       Things;
    GET    "/v1/packs/{pack}/roles/{role}"                    "knowledge:read"            ALL       Things;
    GET    "/v1/kinds"                                        "knowledge:read"            ALL       Things;
    GET    "/v1/concepts"                                     "knowledge:read"            ALL       Things;
    POST   "/v1/concepts/resolve"                             "knowledge:ask"             ALL       Things;
    GET    "/v1/packs/{pack}/roles/{role}/papers"             "knowledge:read"            ALL       Things;
    GET    "/v1/measures"                                     "knowledge:read"            ALL       Things;
    GET    "/v1/measures/{id}"                                "knowledge:read"            ALL       Things;
    GET    "/v1/access-rules"                                 "knowledge:read"            ALL       Things;
    GET    "/v1/access-rules/{id}"                            "knowledge:read"            ALL       Things;
    GET    "/v1/audit-attributes"                             "knowledge:read"            ALL       Things;
    POST   "/v1/access-assessments"                           "knowledge:ask"             OFFICE    Things;
    POST   "/v1/matches"                                      "matches:write"             OFFICE    Things;
    POST   "/v1/pathways"                                     "matches:write"             OFFICE    Things;

    GET    "/v1/applicants"                                   "applicants:read"           NEAR      People;
    POST   "/v1/applicants"                                   "applicants:write"          CASEWORK  People;
    GET    "/v1/applicants/{id}"                              "applicants:read"           NEAR      People;
    PUT    "/v1/applicants/{id}"                              "applicants:write"          CASEWORK  People;
    DELETE "/v1/applicants/{id}"                              "applicants:erase"          CASEWORK  People;
    GET    "/v1/applicants/{id}/contact"                      "contacts:read"             NEAR      People;
    PUT    "/v1/applicants/{id}/contact"                      "contacts:write"            CASEWORK  People;
    PUT    "/v1/applicants/{id}/case"                         "applicants:write"          CASEWORK  People;
    GET    "/v1/applicants/{id}/versions"                     "applicants:read"           CASEWORK  People;
    GET    "/v1/applicants/{id}/versions/{version}"           "applicants:read"           CASEWORK  People;
    GET    "/v1/applicants/{id}/opportunities"                "matches:read"              CASEWORK  People;
    POST   "/v1/applicants/{id}/pathways"                     "matches:write"             CASEWORK  People;
    GET    "/v1/applicants/{id}/clarifications"               "matches:read"              CASEWORK  People;
    POST   "/v1/applicants/{id}/clarifications"               "applicants:write"          CASEWORK  People;
    GET    "/v1/applicants/{id}/export"                       "applicants:read"           CASEWORK  People;

    PUT    "/v1/applicants/{id}/audit-groups"                 "audit-groups:write"        CASEWORK  People;
    DELETE "/v1/applicants/{id}/audit-groups"                 "audit-groups:write"        CASEWORK  People;
    POST   "/v1/audit-groups"                                 "audit-groups:write"        CASEWORK  People;

    GET    "/v1/requirement-profiles"                         "requirement-profiles:read"  MATCHING Things;
    POST   "/v1/requirement-profiles"                         "requirement-profiles:write" PLACES   Things;
    GET    "/v1/requirement-profiles/{id}"                    "requirement-profiles:read"  MATCHING Things;
    PUT    "/v1/requirement-profiles/{id}"                    "requirement-profiles:write" PLACES   Things;
    DELETE "/v1/requirement-profiles/{id}"                    "requirement-profiles:write" PLACES   Things;
    POST   "/v1/requirement-profiles/{id}/versions"           "requirement-profiles:write" PLACES   Things;
    GET    "/v1/requirement-profiles/{id}/versions"           "requirement-profiles:read"  MATCHING Things;
    GET    "/v1/requirement-profiles/{id}/versions/{version}" "requirement-profiles:read"  MATCHING Things;
    GET    "/v1/requirement-profiles/{id}/comparison"         "requirement-profiles:read"  MATCHING Things;
    GET    "/v1/requirement-profiles/{id}/check"              "requirement-profiles:read"  MATCHING Things;
    POST   "/v1/profile-checks"                               "requirement-profiles:write" PLACES   Things;
    POST   "/v1/adaptations"                                  "requirement-profiles:write" PLACES   Things;
    GET    "/v1/requirement-profiles/{id}/candidates"         "matches:read"               MATCHING People;
    GET    "/v1/explanations"                                 "matches:read"               OFFICE   People;

    GET    "/v1/interview-days"                               "interview-days:read"       DAYS      People;
    POST   "/v1/interview-days"                               "interview-days:write"      DAYS      People;
    GET    "/v1/interview-days/{id}"                          "interview-days:read"       DAYS      People;
    PUT    "/v1/interview-days/{id}"                          "interview-days:write"      DAYS      People;
    PUT    "/v1/interview-days/{id}/pool"                     "interview-days:write"      DAYS      People;
    GET    "/v1/interview-days/{id}/plans"                    "interview-days:read"       DAYS      Things;
    POST   "/v1/interview-days/{id}/plans"                    "interview-days:write"      DAYS      People;
    GET    "/v1/interview-days/{id}/plans/{number}"           "interview-days:read"       DAYS      People;
    POST   "/v1/interview-days/{id}/plans/{number}/publications" "interview-days:write"   DAYS      People;
    GET    "/v1/interview-days/{id}/plans/{number}/documents/{document}" "interview-days:read" DAYS People;
    GET    "/v1/interview-days/{id}/comparison"               "interview-days:read"       DAYS      People;
    GET    "/v1/interview-days/{id}/attendance"               "interview-days:read"       DAYS      People;
    PUT    "/v1/interview-days/{id}/attendance/{applicant}"   "interview-days:write"      DAYS      People;
    POST   "/v1/interview-days/{id}/replans"                  "interview-days:write"      DAYS      People;
    GET    "/v1/interview-days/{id}/report"                   "reports:read"              REFLECTING Things;
    GET    "/v1/interview-days/{id}/without-next-step"        "outcomes:read"             OFFICE    People;
    GET    "/v1/reports"                                      "reports:read"              REFLECTING Things;
    GET    "/v1/interview-days/{id}/audit"                    "audits:read"               AUDITING  Things;
    GET    "/v1/audits"                                       "audits:read"               AUDITING  Things;
    POST   "/v1/interview-days/{id}/sizing"                   "interview-days:write"      DAYS      Things;
    POST   "/v1/interview-days/{id}/invitations"              "interview-days:write"      DAYS      People;
    GET    "/v1/interview-days/{id}/outcomes"                 "outcomes:read"             OFFICE    People;
    GET    "/v1/interview-days/{id}/outcomes/{applicant}"     "outcomes:read"             OFFICE    People;
    PUT    "/v1/interview-days/{id}/outcomes/{applicant}"     "outcomes:write"            OFFICE    People;
    PUT    "/v1/interview-days/{id}/outcomes/{applicant}/{role}" "outcomes:write"         OFFICE    People;

    GET    "/v1/decisions"                                    "decisions:read"            OFFICE    People;
    POST   "/v1/decisions"                                    "decisions:write"           CASEWORK  People;
    GET    "/v1/decisions/{id}"                               "decisions:read"            OFFICE    People;
    POST   "/v1/decisions/{id}/contests"                      "decisions:write"           CONSENTS  People;
    GET    "/v1/consents"                                     "consents:read"             CONSENTS  People;
    POST   "/v1/consents"                                     "consents:write"            CASEWORK  People;
    GET    "/v1/consents/{id}"                                "consents:read"             CONSENTS  People;
    DELETE "/v1/consents/{id}"                                "consents:write"            CONSENTS  People;
    GET    "/v1/disclosures"                                  "disclosures:read"          MATCHING  People;
    POST   "/v1/disclosures"                                  "disclosures:write"         CASEWORK  People;
    GET    "/v1/disclosures/{id}"                             "disclosures:read"          MATCHING  People;
    DELETE "/v1/disclosures/{id}"                             "disclosures:write"         CASEWORK  People;

    GET    "/v1/imports"                                      "imports:read"              CASEWORK  Things;
    POST   "/v1/imports"                                      "imports:write"             CASEWORK  People;
    GET    "/v1/imports/{id}"                                 "imports:read"              CASEWORK  People;
    GET    "/v1/imports/{id}/events"                          "imports:read"              CASEWORK  Things;
    DELETE "/v1/imports/{id}"                                 "imports:write"             CASEWORK  Things;
    GET    "/v1/jobs"                                         "jobs:read"                 OFFICE    Things;
    GET    "/v1/jobs/{id}"                                    "jobs:read"                 OFFICE    People;
    GET    "/v1/jobs/{id}/events"                             "jobs:read"                 OFFICE    Things;
    DELETE "/v1/jobs/{id}"                                    "jobs:write"                OFFICE    Things;
    POST   "/v1/cross-matches"                                "matches:write"             OFFICE    People;
    GET    "/v1/exports/applicants"                           "exports:read"              CASEWORK  People;
    POST   "/v1/backups"                                      "backups:write"             OPERATION Things;

    GET    "/v1/retention"                                    "retention:read"            RECORDS   People;
    PUT    "/v1/retention/periods"                            "retention:write"           ADMIN     Things;
    POST   "/v1/retention/runs"                               "retention:write"           ADMIN     People;
    GET    "/v1/journal"                                      "journal:read"              RECORDS   People;
    GET    "/v1/journal/verification"                         "journal:read"              RECORDS   Things;
    GET    "/v1/journal/{number}/reproduction"                "journal:read"              RECORDS   People;
}

#[cfg(test)]
mod tests {
    use super::{Method, RULES, Rule, Tells, Who};
    use crate::access::Role;

    #[test]
    fn every_route_stands_once() {
        for rule in RULES {
            let same = |other: &&Rule| other.path == rule.path && other.method == rule.method;
            assert_eq!(
                RULES.iter().filter(same).count(),
                1,
                "{} {}",
                rule.method.name(),
                rule.path
            );
        }
    }

    #[test]
    fn a_key_can_never_make_accounts_or_keys() {
        let managing = |rule: &&Rule| {
            ["/v1/users", "/v1/api-keys", "/v1/organisations", "/v1/invitations"]
                .iter()
                .any(|path| rule.path.starts_with(path))
        };
        for rule in RULES.iter().filter(managing) {
            assert!(!matches!(rule.who, Who::Roles(_)), "{}", rule.path);
        }
    }

    #[test]
    fn keys_need_a_scope_of_their_own_for_reading_and_for_writing() {
        for rule in RULES.iter().filter(|rule| matches!(rule.who, Who::Roles(_))) {
            if rule.path == "/v1/session" {
                continue;
            }
            let (_, verb) = rule.scope.split_once(':').unwrap();
            assert_eq!(verb == "read", rule.method == Method::GET, "{}", rule.path);
        }
    }

    #[test]
    fn administrators_auditors_and_strangers_read_no_profile() {
        let profiles = |rule: &&Rule| {
            rule.tells == Tells::People
                && !["/v1/journal", "/v1/retention"].iter().any(|path| rule.path.starts_with(path))
        };
        for rule in RULES.iter().filter(profiles) {
            assert_ne!(rule.who, Who::Anybody);
            assert!(
                !rule.admits(Role::Administrator) && !rule.admits(Role::Auditor),
                "{}",
                rule.path
            );
        }
    }
}
