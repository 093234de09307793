//! How many people to invite for a number of places, when not everybody comes.

use issue::Issue;
use serde::{Deserialize, Serialize};

use crate::issue_code::PlanCode;

/// What is known about how many of the invited come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ShowRate {
    /// Known exactly, in thousandths.
    Known(u32),
    /// Learnt from a history, as a Beta distribution with whole parameters.
    Beta {
        /// People who came, plus what was assumed before.
        came: u32,
        /// People who stayed away, plus what was assumed before.
        away: u32,
    },
}

/// How many to invite, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Overbooking {
    /// The most invitations that keep the risk.
    pub invite: u32,
    /// Chance that more come than there are places.
    pub risk: f64,
    /// The same chance with one more invitation.
    pub next_risk: f64,
    /// People expected to come.
    pub expected: f64,
}

/// A question that has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// The rate is not a rate.
    #[error("the show rate is {0} of 1000; give 1 to 1000, or came and away above 0")]
    Rate(u32),
    /// The risk is not a risk.
    #[error("the accepted risk is {0} of 1000; give 1 to 999")]
    Risk(u32),
    /// More places than this is meant for.
    #[error("{0} places; plan at most 100000 at once")]
    Places(u32),
}

impl NoAnswer {
    /// The same with its stable code, cause and remedy.
    pub fn issue(self) -> Issue {
        let (what, found, (low, high)) = match self {
            Self::Rate(rate) => ("show_rate", rate, (1, 1000)),
            Self::Risk(risk) => ("risk", risk, (1, 999)),
            Self::Places(places) => ("places", places, (0, MOST_PLACES)),
        };
        let issue = Issue::new(PlanCode::SizeRange, what).with("what", what).with("found", found);
        issue.with("low", low).with("high", high)
    }
}

/// Most places of one question.
const MOST_PLACES: u32 = 100_000;

/// The most invitations for which more than `places` people come with a chance of at most
/// `risk` thousandths.
///
/// The chance is a sum of binomial, or Beta-binomial, terms in `f64`; all are positive, so the
/// relative error stays near the number of terms times the machine's precision, and the answer is
/// exact unless the chance meets the risk to twelve digits.
///
/// # Errors
///
/// When the rate, the risk or the number of places is out of range.
pub fn overbook(places: u32, rate: ShowRate, risk: u32) -> Result<Overbooking, NoAnswer> {
    if !(1..=999).contains(&risk) {
        return Err(NoAnswer::Risk(risk));
    }
    if places > MOST_PLACES {
        return Err(NoAnswer::Places(places));
    }
    match rate {
        ShowRate::Known(rate) if !(1..=1000).contains(&rate) => return Err(NoAnswer::Rate(rate)),
        ShowRate::Beta { came: 0, .. } | ShowRate::Beta { away: 0, .. } => {
            return Err(NoAnswer::Rate(0));
        }
        ShowRate::Known(_) | ShowRate::Beta { .. } => {}
    }
    let accepted = f64::from(risk) / 1000.0;
    // the chance grows with the invitations: double until it is too high, then halve
    let mut low = places;
    let mut high = places.saturating_add(1);
    while too_many(places, high, rate) <= accepted {
        low = high;
        high = high.saturating_mul(2);
        if high > 200 * MOST_PLACES {
            break; // a rate so small that nobody needs the answer
        }
    }
    while high - low > 1 {
        let middle = low.midpoint(high);
        if too_many(places, middle, rate) <= accepted {
            low = middle;
        } else {
            high = middle;
        }
    }
    let share = match rate {
        ShowRate::Known(rate) => f64::from(rate) / 1000.0,
        ShowRate::Beta { came, away } => f64::from(came) / (f64::from(came) + f64::from(away)),
    };
    Ok(Overbooking {
        invite: low,
        risk: too_many(places, low, rate),
        next_risk: too_many(places, low + 1, rate),
        expected: share * f64::from(low),
    })
}

/// Chance that more than `places` of `invited` come.
fn too_many(places: u32, invited: u32, rate: ShowRate) -> f64 {
    if invited <= places {
        return 0.0;
    }
    // terms from "all come" down, each from the one before, in logarithms against underflow
    let mut sum = 0.0;
    let mut log = all_come(invited, rate);
    for came in (places + 1..=invited).rev() {
        sum += log.exp();
        let (n, k) = (f64::from(invited), f64::from(came));
        // from k to k - 1 people
        let odds = match rate {
            ShowRate::Known(1000) => 0.0,
            ShowRate::Known(rate) => (1000.0 - f64::from(rate)) / f64::from(rate),
            ShowRate::Beta { came, away } => {
                (f64::from(away) + n - k) / (f64::from(came) + k - 1.0)
            }
        };
        log += (k / (n - k + 1.0) * odds).ln();
    }
    sum.min(1.0)
}

/// Logarithm of the chance that everybody comes.
fn all_come(invited: u32, rate: ShowRate) -> f64 {
    match rate {
        ShowRate::Known(rate) => f64::from(invited) * (f64::from(rate) / 1000.0).ln(),
        ShowRate::Beta { came, away } => (0..invited)
            .map(|at| {
                let came = f64::from(came) + f64::from(at);
                (came / (came + f64::from(away))).ln()
            })
            .sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn most(places: u32, rate: ShowRate) -> u32 {
        overbook(places, rate, 100).unwrap().invite
    }

    #[test]
    fn the_published_table_holds() {
        let rates = [
            ShowRate::Known(500),
            ShowRate::Known(600),
            ShowRate::Known(700),
            ShowRate::Known(800),
            ShowRate::Beta { came: 6, away: 4 },
            ShowRate::Beta { came: 60, away: 40 },
        ];
        assert_eq!(rates.map(|rate| most(20, rate)), [33, 28, 25, 22, 24, 27]);
        assert_eq!(rates.map(|rate| most(40, rate)), [70, 59, 51, 46, 50, 57]);
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(overbook(10, ShowRate::Known(0), 100), Err(NoAnswer::Rate(0)));
        assert_eq!(overbook(10, ShowRate::Known(1001), 100), Err(NoAnswer::Rate(1001)));
        assert_eq!(overbook(10, ShowRate::Known(500), 0), Err(NoAnswer::Risk(0)));
        assert!(overbook(10, ShowRate::Beta { came: 0, away: 3 }, 100).is_err());
        assert!(overbook(1_000_000, ShowRate::Known(500), 100).is_err());
        assert_eq!(overbook(10, ShowRate::Known(1000), 100).unwrap().invite, 10);
        assert_eq!(overbook(0, ShowRate::Known(500), 100).unwrap().invite, 0);
    }

    proptest! {
        #[test]
        fn the_risk_is_kept_and_one_more_breaks_it(
            places in 0_u32..120, rate in 50_u32..1000, risk in 5_u32..500,
        ) {
            let found = overbook(places, ShowRate::Known(rate), risk).unwrap();
            let accepted = f64::from(risk) / 1000.0;
            prop_assert!(found.risk <= accepted && found.next_risk > accepted);
        }

        #[test]
        fn invitations_follow_places_rate_and_risk(
            places in 1_u32..120, rate in 50_u32..990, risk in 5_u32..500,
        ) {
            let here = overbook(places, ShowRate::Known(rate), risk).unwrap().invite;
            prop_assert!(overbook(places + 1, ShowRate::Known(rate), risk).unwrap().invite >= here);
            prop_assert!(overbook(places, ShowRate::Known(rate + 10), risk).unwrap().invite <= here);
            prop_assert!(overbook(places, ShowRate::Known(rate), risk + 10).unwrap().invite >= here);
        }

        #[test]
        fn not_knowing_the_rate_costs_places(places in 5_u32..80, came in 2_u32..20, away in 2_u32..20) {
            let rare = most(places, ShowRate::Beta { came, away });
            let often = most(places, ShowRate::Beta { came: came * 20, away: away * 20 });
            prop_assert!(rare <= often);
        }
    }
}
