//! Measure careers: the same gap twice without progress, and what makes none.

use pathways::{
    Field,
    career::{Done, Sign, careers},
};

use crate::world::today;

fn done(field: Field, days_ago: i32, levels: (Option<u8>, Option<u8>)) -> Done {
    let ended = today().plus_days(-days_ago);
    let (before, after) = levels;
    Done { measure: None, field, ended, before, after, followed_up: None }
}

#[test]
fn twice_without_progress_is_a_career_once_is_none() {
    let once = done(Field::Language, 400, (Some(2), Some(2)));
    let again = done(Field::Language, 100, (Some(2), Some(2)));
    assert_eq!(careers(std::slice::from_ref(&once), today()), []);
    // told in the order of time, whatever the order of the history
    let found = careers(&[again, once], today());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].sign, &found[0].measures[..]), (Sign::NoProgress, &[1, 0][..]));
    assert_eq!(found[0].field, Field::Language);
}

#[test]
fn progress_another_field_the_unknown_and_the_future_make_no_career() {
    let fruitless = done(Field::Language, 400, (Some(2), Some(2)));
    for other in [
        done(Field::Language, 100, (Some(2), Some(3))),
        done(Field::Skill, 100, (Some(2), Some(2))),
        done(Field::Language, 100, (None, Some(2))),
        done(Field::Language, 100, (Some(2), None)),
        done(Field::Language, -1, (Some(2), Some(2))),
    ] {
        assert_eq!(careers(&[fruitless.clone(), other.clone()], today()), [], "{other:?}");
    }
    // progress in between ends the run; what came before it does not count any more
    let between = done(Field::Language, 300, (Some(2), Some(3)));
    let last = done(Field::Language, 100, (Some(3), Some(3)));
    assert_eq!(careers(&[fruitless, between, last], today()), []);
}

#[test]
fn a_measure_after_which_nothing_followed_is_named_alone() {
    let mut alone = done(Field::Orientation, 50, (None, None));
    assert_eq!(careers(std::slice::from_ref(&alone), today()), []);
    alone.followed_up = Some(false);
    let found = careers(&[alone], today());
    assert_eq!((found.len(), found[0].sign), (1, Sign::NoFollowUp));
}
