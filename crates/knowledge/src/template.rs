//! The role that a profile was made from.

use formats::{
    document::ProfileDocument,
    papers,
    read::{self, Checked},
};
use matching_core::calendar::Date;

use crate::Knowledge;

impl Knowledge {
    /// The role that a profile was made from, as it would be in the setting of the profile: what the
    /// posting guard compares with.
    pub fn template(&self, profile: &ProfileDocument, on: Date) -> Option<Checked> {
        let based_on = profile.based_on.as_ref()?;
        let mut packs = self.packs().iter();
        let (pack, role) = packs.find_map(|pack| {
            let mut roles = pack.roles.iter().map(|role| &role.document);
            let role =
                roles.find(|role| role.id == based_on.role && role.version == based_on.version)?;
            Some((pack, role))
        })?;
        let mut role = role.clone();
        role.offer.setting.clone_from(&profile.offer.setting);
        let id = role.id.clone();
        papers::apply(&mut role, &pack.papers, &id, profile.valid_from.unwrap_or(on));
        let (model, _) = read::model(&role, &self.reference().names);
        Some(Checked { document: role, model: model? })
    }
}
