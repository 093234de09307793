//! How old knowledge is: what somebody should look at again.

use issue::Issue;
use matching_core::calendar::Date;

use crate::{Knowledge, KnowledgeCode};

impl Knowledge {
    /// Entries that were last checked so long ago that somebody should look at them again.
    pub fn outdated(&self, on: Date) -> Vec<Issue> {
        let months = self.access().review_months().max(1);
        let old = |checked: Date| checked.plus_months(months) < on;
        let roles = self.packs().iter().flat_map(|pack| &pack.roles).filter_map(|role| {
            let document = &role.document;
            Some(("packs/", document.id.to_string(), document.checked_on?))
        });
        let papers = self.packs().iter().flat_map(|pack| &pack.papers);
        let papers = papers.map(|rule| ("packs/", rule.document.to_string(), rule.checked_on));
        let access = self.access().rules().iter();
        let access = access.map(|rule| ("access/", rule.id.to_string(), rule.checked_on));
        let guard = self.guard().iter().map(|rule| ("guard/", rule.id.clone(), rule.checked_on));
        let attributes = self.attributes().iter();
        let attributes = attributes.map(|one| ("audit/", one.id.clone(), one.checked_on));
        let all = roles.chain(papers).chain(access).chain(guard).chain(attributes);
        let issue = |(file, id, checked): (&str, String, Date)| {
            let issue = Issue::new(KnowledgeCode::Outdated, "/checked_on").warning();
            let mut issue = issue.with("id", id).with("on", checked);
            issue.place.file = Some(file.to_owned());
            issue
        };
        all.filter(|(_, _, checked)| old(*checked)).map(issue).collect()
    }
}
