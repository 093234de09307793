//! Queries: equality, ranges, order, organisations, pages.

use std::ops::Bound;

use serde_json::json;
use store::{Batch, Cursor, IndexValue, Query, Range, Store};

use crate::support::{assert_sound, at, batch, commit, each_backend};

/// Three organisations; `since` is the number, `status` its parity, tags by threes.
fn filled(store: &dyn Store) {
    for number in 0_i64..30 {
        let organisation = ["alpha", "beta", ""][usize::try_from(number % 3).unwrap()];
        let status = if number % 2 == 0 { "even" } else { "odd" };
        let tags = if number % 5 == 0 { json!(["five", "all"]) } else { json!(["all"]) };
        let body = json!({"status": status, "since": number - 15, "tags": tags});
        let id = format!("n{number:02}");
        commit(store, Batch::new(at(0), "x").of(organisation).create("applicant", &id, body));
    }
}

/// The identifiers of all pages of this length.
fn ids(store: &dyn Store, query: &Query, length: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let query = query.clone().limit(length).after(after);
        let page = store.query(&query).unwrap();
        assert!(page.items.len() <= length);
        found.extend(page.items.into_iter().map(|document| document.id));
        match page.next {
            Some(next) => after = Some(next.to_string().parse().unwrap()),
            None => return found,
        }
    }
}

/// Asks with pages of several lengths, in both directions, and counts.
fn assert_found(store: &dyn Store, query: &Query, expected: &[String]) {
    for length in [1, 2, 7, 500] {
        assert_eq!(ids(store, query, length), expected, "{query:?} by {length}");
    }
    let mut turned = expected.to_vec();
    turned.reverse();
    assert_eq!(ids(store, &query.clone().descending(), 4), turned, "{query:?} descending");
    assert_eq!(store.count(query).unwrap(), expected.len() as u64);
}

fn numbers(of: impl IntoIterator<Item = i64>) -> Vec<String> {
    of.into_iter().map(|number| format!("n{number:02}")).collect()
}

#[test]
fn all_documents_are_listed_by_identifier() {
    each_backend(|store| {
        filled(store);
        assert_found(store, &Query::all("applicant"), &numbers(0..30));
        let beta = numbers((0..30).filter(|number| number % 3 == 1));
        assert_found(store, &Query::all("applicant").of("beta"), &beta);
        assert_found(store, &Query::all("applicant").of("gamma"), &[]);
        assert_found(store, &Query::all("profile"), &[]);
    });
}

#[test]
fn within_an_organisation_the_order_is_that_of_the_values() {
    each_backend(|store| {
        filled(store);
        let alpha = |wanted: fn(i64) -> bool| {
            numbers((0..30).filter(|number| number % 3 == 0).filter(|number| wanted(*number)))
        };
        let query = || Query::all("applicant").of("alpha");
        assert_found(store, &query().equal("status", "even"), &alpha(|number| number % 2 == 0));
        assert_found(store, &query().equal("tag", "five"), &alpha(|number| number % 5 == 0));
        assert_found(store, &query().equal("status", "eve"), &[]);
        assert_found(store, &query().by("since"), &alpha(|_| true));
        let since = |low, high| query().within("since", Range::Between(low, high));
        let number = IndexValue::Number;
        let low = Bound::Included(number(-9));
        assert_found(
            store,
            &since(low.clone(), Bound::Excluded(number(3))),
            &alpha(|number| (6..18).contains(&number)),
        );
        assert_found(
            store,
            &since(Bound::Excluded(number(-9)), Bound::Included(number(3))),
            &alpha(|number| (7..=18).contains(&number)),
        );
        assert_found(store, &since(low, Bound::Unbounded), &alpha(|number| number >= 6));
        let upside_down = since(Bound::Included(number(3)), Bound::Included(number(-3)));
        assert_found(store, &upside_down, &[]);
        let begins = |text: &str| query().within("tag", Range::Prefix(text.to_owned()));
        assert_found(store, &begins("fi"), &alpha(|number| number % 5 == 0));
        assert_found(store, &begins("five!"), &[]);
    });
}

#[test]
fn over_all_organisations_the_organisation_comes_first() {
    each_backend(|store| {
        filled(store);
        // The empty organisation, then alpha, then beta.
        let order = |wanted: fn(i64) -> bool| {
            numbers([2, 0, 1].into_iter().flat_map(|rest| {
                (0..30).filter(move |number| number % 3 == rest && wanted(*number))
            }))
        };
        let query = || Query::all("applicant");
        assert_found(store, &query().by("since"), &order(|_| true));
        assert_found(store, &query().equal("status", "odd"), &order(|number| number % 2 == 1));
        let low = Range::Between(Bound::Unbounded, Bound::Excluded(IndexValue::Number(0)));
        assert_found(store, &query().within("since", low), &order(|number| number < 15));
        assert_found(store, &query().equal("status", "none"), &[]);
    });
}

#[test]
fn indexes_follow_every_change() {
    each_backend(|store| {
        filled(store);
        let tagged = |tag: &str| ids(store, &Query::all("applicant").equal("tag", tag), 9);
        commit(store, batch().replace("applicant", "n00", 1, json!({"tags": ["new", "new"]})));
        commit(store, batch().delete("applicant", "n05", 1));
        commit(store, batch().purge("applicant", "n10"));
        commit(
            store,
            batch().of("beta").transfer("applicant", "n15", 1, json!({"tags": ["five"]})),
        );
        assert_eq!(tagged("new"), ["n00"]);
        assert_eq!(tagged("five"), ["n20", "n15", "n25"]);
        let beta = Query::all("applicant").of("beta").equal("tag", "five");
        assert_eq!(ids(store, &beta, 9), ["n15", "n25"]);
        commit(store, batch().of("alpha").create("applicant", "n05", json!({"tags": ["new"]})));
        assert_eq!(tagged("new"), ["n00", "n05"]);
        assert_eq!(store.count(&Query::all("applicant")).unwrap(), 29);
        assert_sound(store);
    });
}

#[test]
fn a_cursor_of_another_query_is_refused() {
    each_backend(|store| {
        filled(store);
        let alpha = || Query::all("applicant").of("alpha").limit(2);
        let cursor = |query: &Query| store.query(query).unwrap().next;
        let listed = cursor(&alpha());
        let since = cursor(&alpha().by("since"));
        assert!(listed.is_some() && since.is_some());
        let code = |query: Query, cursor: &Option<Cursor>| {
            store.query(&query.after(cursor.clone())).unwrap_err().code()
        };
        assert_eq!(code(alpha().by("since"), &listed), "invalid_cursor");
        assert_eq!(code(alpha(), &since), "invalid_cursor");
        assert_eq!(code(Query::all("applicant").of("beta").by("since"), &since), "invalid_cursor");
        assert_eq!(code(Query::all("applicant").by("status"), &since), "invalid_cursor");
        assert_eq!(code(Query::all("applicant"), &since), "invalid_cursor");
    });
}

#[test]
fn questions_that_have_no_answer_are_refused() {
    each_backend(|store| {
        let code = |query: Query| store.query(&query).unwrap_err().code();
        assert_eq!(code(Query::all("unknown")), "unknown_kind");
        assert_eq!(code(Query::all("applicant").equal("name", "x")), "unknown_index");
        assert_eq!(code(Query::all("applicant").limit(501)), "too_large");
        assert_eq!(code(Query::all("applicant").of("a\u{0}")), "invalid_name");
        assert!(store.query(&Query::all("applicant").limit(0)).unwrap().items.is_empty());
    });
}

#[test]
fn values_that_cannot_be_indexed_refuse_the_document() {
    each_backend(|store| {
        let long = json!({"status": "x".repeat(129)});
        let many: Vec<String> = (0..300).map(|number| format!("t{number}")).collect();
        for body in [long, json!({"tags": many})] {
            let change = batch().create("applicant", "a", body);
            assert_eq!(store.commit(&change).unwrap_err().code(), "too_large");
        }
        let zero = json!({"tags": ["a\u{0}b", "a", "a\u{0}"]});
        commit(store, batch().create("applicant", "z", zero));
        for tag in ["a", "a\u{0}", "a\u{0}b"] {
            assert_eq!(ids(store, &Query::all("applicant").equal("tag", tag), 9), ["z"]);
        }
        let begins = Range::Prefix("a\u{0}".to_owned());
        assert_eq!(ids(store, &Query::all("applicant").within("tag", begins), 9), ["z", "z"]);
    });
}
