//! THE TABLE of resources. One file each: parameters, handler, answer.

mod access_rules;
mod adaptations;
mod api_keys;
mod applicants;
mod asked;
mod audits;
mod concepts;
mod consents;
mod cross_matches;
mod decisions;
mod disclosures;
mod explanations;
mod exports;
mod health;
mod imports;
mod interview_days;
mod invitations;
mod jobs;
mod journal;
mod kinds;
mod matches;
mod measures;
mod oidc;
mod organisations;
mod packs;
mod pathways;
mod reports;
mod requirement_profiles;
mod retention;
mod session;
mod users;

pub(crate) use jobs::end_lost;
pub(crate) use reports::report_on;
pub(crate) use retention::end_due;

use utoipa_actix_web::service_config::ServiceConfig;

/// Everything under `/v1`.
pub(crate) fn resources(config: &mut ServiceConfig<'_>) {
    accounts(config);
    people(config);
    places(config);
    days(config);
    records(config);
    knowledge(config);
    jobs(config);
    config.service(matches::create_matches).service(pathways::find_pathways);
}

fn jobs(config: &mut ServiceConfig<'_>) {
    config
        .service(cross_matches::create_cross_matches)
        .service(jobs::list_jobs)
        .service(jobs::get_job)
        .service(jobs::watch_job)
        .service(jobs::cancel_job);
}

/// Everything beside it.
pub(crate) fn health(config: &mut ServiceConfig<'_>) {
    config.service(health::live).service(health::ready).service(health::metrics);
}

fn knowledge(config: &mut ServiceConfig<'_>) {
    config
        .service(packs::list_packs)
        .service(packs::get_pack)
        .service(packs::get_role)
        .service(packs::list_papers)
        .service(kinds::list_kinds)
        .service(concepts::list_concepts)
        .service(concepts::resolve_concepts)
        .service(audits::list_attributes)
        .service(measures::list_measures)
        .service(measures::get_measure)
        .service(access_rules::list_access_rules)
        .service(access_rules::get_access_rule)
        .service(access_rules::assess_access);
}

fn accounts(config: &mut ServiceConfig<'_>) {
    config
        .service(session::create_session)
        .service(oidc::begin_oidc)
        .service(oidc::end_oidc)
        .service(session::get_session)
        .service(session::delete_session)
        .service(session::put_password)
        .service(invitations::accept_invitation)
        .service(organisations::list_organisations)
        .service(organisations::create_organisation)
        .service(users::list_users)
        .service(users::create_user)
        .service(users::get_user)
        .service(users::put_user)
        .service(users::invite_user)
        .service(api_keys::list_keys)
        .service(api_keys::create_key)
        .service(api_keys::get_key)
        .service(api_keys::delete_key);
}

fn people(config: &mut ServiceConfig<'_>) {
    config
        .service(applicants::list_applicants)
        .service(applicants::create_applicant)
        .service(applicants::get_applicant)
        .service(applicants::put_applicant)
        .service(applicants::delete_applicant)
        .service(applicants::get_contact)
        .service(applicants::put_contact)
        .service(applicants::put_case)
        .service(applicants::list_versions)
        .service(applicants::get_version)
        .service(applicants::list_opportunities)
        .service(applicants::find_applicant_pathways)
        .service(applicants::list_clarifications)
        .service(applicants::add_clarification)
        .service(applicants::export_applicant)
        .service(explanations::get_explanation)
        .service(audits::put_groups)
        .service(audits::delete_groups)
        .service(audits::note_groups);
}

fn places(config: &mut ServiceConfig<'_>) {
    config
        .service(requirement_profiles::list_profiles)
        .service(requirement_profiles::create_profile)
        .service(requirement_profiles::get_profile)
        .service(requirement_profiles::put_profile)
        .service(requirement_profiles::delete_profile)
        .service(requirement_profiles::publish)
        .service(requirement_profiles::list_versions)
        .service(requirement_profiles::get_version)
        .service(requirement_profiles::compare_versions)
        .service(requirement_profiles::list_candidates)
        .service(requirement_profiles::check_profile)
        .service(requirement_profiles::check_document)
        .service(adaptations::adapt_role);
}

fn days(config: &mut ServiceConfig<'_>) {
    config
        .service(interview_days::list_days)
        .service(interview_days::create_day)
        .service(interview_days::get_day)
        .service(interview_days::put_day)
        .service(interview_days::put_pool)
        .service(interview_days::list_plans)
        .service(interview_days::make_plan)
        .service(interview_days::get_plan)
        .service(interview_days::publish_plan)
        .service(interview_days::compare_plans)
        .service(interview_days::list_attendance)
        .service(interview_days::put_attendance)
        .service(reports::report_day)
        .service(reports::report_all)
        .service(reports::list_without_next_step)
        .service(audits::audit_day)
        .service(audits::audit_all)
        .service(interview_days::make_replan)
        .service(interview_days::get_document)
        .service(interview_days::size_day)
        .service(interview_days::choose_invitations)
        .service(interview_days::list_outcomes)
        .service(interview_days::get_outcomes)
        .service(interview_days::put_outcome)
        .service(interview_days::put_role_outcome);
}

fn records(config: &mut ServiceConfig<'_>) {
    config
        .service(decisions::list_decisions)
        .service(decisions::create_decision)
        .service(decisions::get_decision)
        .service(decisions::contest_decision)
        .service(consents::list_consents)
        .service(consents::create_consent)
        .service(consents::get_consent)
        .service(consents::revoke_consent)
        .service(disclosures::list_disclosures)
        .service(disclosures::create_disclosure)
        .service(disclosures::get_disclosure)
        .service(disclosures::end_disclosure)
        .service(imports::list_imports)
        .service(imports::create_import)
        .service(imports::watch_import)
        .service(imports::get_import)
        .service(imports::cancel_import)
        .service(exports::export_applicants)
        .service(exports::create_backup)
        .service(retention::get_retention)
        .service(retention::put_periods)
        .service(retention::run_retention)
        .service(journal::list_journal)
        .service(journal::verify_journal)
        .service(journal::reproduce);
}
