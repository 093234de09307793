//! The plan of an application day, as far as the audience may see it.

use serde_json::{Value, json};

use super::Audience;

/// What an audience sees of the plan of a day (`DayAnswer`).
///
/// Why a pair has no slot, who needs an interpreter, childcare or a place without steps, is what a day
/// is planned with: casework and organisers see it. What keeps a person from the nearest role may tell
/// of health, and is for casework only. Nobody else sees anything of a plan: employers get the table
/// list, which holds what was disclosed to them.
pub(crate) fn day_answer(mut answer: Value, audience: &Audience) -> Value {
    match audience {
        Audience::Casework => answer,
        Audience::Organiser => {
            let rows = answer.get_mut("without_talk").and_then(Value::as_array_mut);
            for row in rows.into_iter().flatten() {
                if let Some(reasons) = row.pointer_mut("/nearest/reasons") {
                    *reasons = json!([]);
                }
            }
            answer
        }
        Audience::Employer | Audience::Companion(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Audience, day_answer};

    #[test]
    fn each_audience_sees_its_part_of_a_plan() {
        let answer = json!({
            "without_talk": [
                { "person": "P-001", "reason": "no_childcare", "nearest": null },
                { "person": "P-002", "reason": "no_eligible_pair", "nearest": { "role": "C11", "reasons": ["load"] } },
            ],
            "without_slot": [{ "person": "P-001", "reason": "not_accessible" }],
        });
        assert_eq!(day_answer(answer.clone(), &Audience::Casework), answer);
        let organiser = day_answer(answer.clone(), &Audience::Organiser);
        assert_eq!(
            organiser["without_talk"][1]["nearest"],
            json!({ "role": "C11", "reasons": [] })
        );
        assert_eq!(organiser["without_slot"], answer["without_slot"]);
        for nobody in [Audience::Employer, Audience::Companion(vec!["language".to_owned()])] {
            assert_eq!(day_answer(answer.clone(), &nobody), json!(null));
        }
    }
}
