//! Places as employers vary a role: lines left out, other weights, other levels, other sites.

use matching_core::{
    criteria::{Ask, scale},
    id::{ProfileId, SiteId},
    model::{Criterion, Node, RequirementProfile},
    place::Position,
};
use synthetic::Random;

/// A role as one employer asks it: every fifth line left out, every third with another weight,
/// every fourth level one lower or higher, at one of thirty-two sites. `None` if nothing is left.
pub(crate) fn varied(role: &RequirementProfile, number: usize) -> Option<RequirementProfile> {
    let mut random = Random::new(u64::try_from(number).ok()?.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut lines: Vec<Criterion> = Vec::new();
    for line in role.criteria() {
        if line.due.is_none() && random.chance(200) {
            continue;
        }
        let mut line = line.clone();
        if line.importance > 0 && random.chance(333) {
            line.importance = u8::try_from(random.between(1, 3)).unwrap_or(1);
        }
        if let Node::Ask(ask) = &mut line.body {
            vary(ask, &mut random);
        }
        lines.push(line);
    }
    let id = ProfileId::new(&format!("place-{number}")).ok()?;
    let builder = RequirementProfile::builder(id, role.title().clone(), role.field().clone());
    builder.budgets(role.budgets().clone()).criteria(lines).build().ok()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not named here is never varied")]
fn vary(ask: &mut Ask, random: &mut Random) {
    let other = random.chance(250);
    match ask {
        Ask::Competence(ask) if other => ask.target = other_grade(ask.target, random),
        Ask::Social(ask) if other => ask.target = other_grade(ask.target, random),
        Ask::Experience(ask) if other => ask.months = random.between(1, 6) * 6,
        Ask::Commute(ask) => {
            let site = random.below(32);
            ask.site = SiteId::new(&format!("site-{site}")).unwrap_or_else(|_| ask.site.clone());
            let step = i32::try_from(site).unwrap_or(0);
            ask.position =
                Position::new(50_700_000 + step % 8 * 40_000, 6_500_000 + step / 8 * 120_000);
        }
        _ => {}
    }
}

fn other_grade(grade: scale::Grade, random: &mut Random) -> scale::Grade {
    let value = u8::try_from(random.between(1, 4)).unwrap_or(1);
    scale::Grade::new(value).unwrap_or(grade)
}
